#!/bin/sh
# Run by multi-gitter in a clone of each repository: the upgrade as one commit, whose message is title and body of the request.
set -eu

summary=$(mktemp)
trap 'rm -f "$summary"' EXIT

npm ci --ignore-scripts --no-audit --no-fund
npx projen upgrade-template --to <% version %> --summary "$summary"

git add --all
if git diff --cached --quiet; then
  exit 0
fi
template=$(node --print 'require("./.projen/template.json").template')
printf 'Upgrade %s to %s\n\n%s\n' "$template" '<% version %>' "$(cat "$summary")" |
  git commit --quiet --no-verify --cleanup=verbatim --file -
