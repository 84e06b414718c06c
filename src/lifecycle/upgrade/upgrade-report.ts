import type { FinishedUpgrade } from "./finish-upgrade";

/** Files in which nothing but versions stands that every upgrade moves. */
const VERSIONS = [
  ".projen/checksums.txt",
  ".projen/deps.json",
  ".projen/template.json",
  ".projenrc.ts",
  "package-lock.json",
  "package.json",
];

/** What an upgrade did, for people. */
export function upgradeReport({ template, moves, migrations, notes, changed }: FinishedUpgrade): string {
  if (moves.length === 0) {
    return changed.length === 0
      ? `Nothing changes: the repository is as ${template.name} ${template.version} makes it.\n`
      : `${template.name} stays at ${template.version}.\n\n${changedText(changed)}`;
  }
  return [
    ...moves.map(({ name, from, version }) => `${name} ${from ?? "(new)"} -> ${version}\n`),
    ...section(
      "Migrations",
      migrations.map(({ release, description }) => `${release}: ${description}`),
    ),
    ...section(
      "To know, also in UPGRADING.md",
      notes.map(({ release, text }) => `${release}: ${text}`),
    ),
    "\n",
    changedText(changed),
  ].join("");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`\n${title}\n`, ...lines.map((line) => `  ${line}\n`)];
}

function changedText(changed: readonly string[]): string {
  const count = changed.length === 1 ? "1 file differs" : `${changed.length} files differ`;
  const onlyVersions = changed.every((path) => VERSIONS.includes(path));
  return `${count} from the last commit${onlyVersions ? ", and only by versions" : ""}: read "git diff", and commit it.\n`;
}
