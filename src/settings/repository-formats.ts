import * as v from "valibot";
import { format } from "./formats";

/** What CodeBuild and others put into a label. No other expression, for the text of a pull request may be in one. */
const RUN_EXPRESSION = "\\$\\{\\{ github\\.run_(?:id|attempt) \\}\\}";

/** @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/choose-the-runner-for-a-job */
export const runnerLabel = format(
  new RegExp(`^(?=.{1,256}$)[A-Za-z0-9](?:[A-Za-z0-9 ._:=/,+-]|${RUN_EXPRESSION})*(?<! )$`),
  "must be a runner's label: at most 256 letters, digits, blanks and ._:=/,+-, and no expression but ${{ github.run_id }} and ${{ github.run_attempt }}, for example self-hosted",
);

/** A branch, without what the filter of a workflow takes for a pattern. @see https://git-scm.com/docs/git-check-ref-format */
export const branchName = format(
  /^(?!HEAD$|renovate\/)(?=.{1,200}$)[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*(?<!\.lock)(\/[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*(?<!\.lock))*$/,
  "must be a branch: at most 200 letters, digits and -_./, not below renovate/, for example main",
);

/** An e-mail address, or a page over TLS. */
export const securityContact = format(
  /^(?=.{1,254}$)([A-Za-z0-9._%+-]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+|https:\/\/[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?([/?#][A-Za-z0-9._~/?#&=%+-]*)?)$/,
  "must be an e-mail address or an https URL of at most 254 characters, for example security@example.com",
);

const NPM_REGISTRY =
  /^(?=.{1,512}$)(https:\/\/[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?(\/[A-Za-z0-9._~%/-]*)?$/;
const NPM_REGISTRY_ALLOWED =
  "must be an https URL, or http on localhost, for example https://npm.example.com/. A user or token in it is a secret: name one with repository.npmTokenSecret";

/**
 * An npm registry, over TLS unless it is on this machine.
 *
 * @see https://docs.npmjs.com/cli/v11/using-npm/registry
 */
export const npmRegistryUrl = v.pipe(
  v.string(NPM_REGISTRY_ALLOWED),
  v.check((url) => NPM_REGISTRY.test(url) && URL.canParse(url), NPM_REGISTRY_ALLOWED),
);

/** @see https://docs.npmjs.com/cli/v11/using-npm/scope */
export const npmScope = format(
  /^@[a-z0-9][a-z0-9._-]{0,212}$/,
  "must be a scope of npm packages, for example @example",
);

/** @see https://docs.github.com/en/actions/reference/security/secrets#naming-your-secrets */
export const secretName = format(
  /^(?!GITHUB_)[A-Za-z_][A-Za-z0-9_]{0,254}$/i,
  "must be the name of a GitHub secret: letters, digits and '_', no digit first, not starting with GITHUB_, for example NPM_TOKEN",
);
