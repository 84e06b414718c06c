/**
 * Writes docs/verification.md from the results of the acceptance tests, both tiers of which must have run.
 *
 * With `--check` it writes nothing, and fails when the page does not say what the results say. Versions may differ: they are
 * those of the last run that was written down.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const RESULTS = join(ROOT, ".cache/acceptance");
const PAGE = join(ROOT, "docs/verification.md");
const FRAME = join(ROOT, "docs/verification.frame.md");

interface Entry {
  readonly artefact: string;
  readonly claim: string;
  readonly tier: "quick" | "full";
  readonly event: "declared" | "proved" | "not run";
  readonly programs?: readonly string[];
  readonly why?: string;
}

try {
  const page = render(entries());
  if (!process.argv.includes("--check")) {
    writeFileSync(PAGE, page);
  } else if (process.env.EKS_OTEL_TRACING_CHARTS) {
    console.log("verification: not compared, for with the charts more is proved than the page says");
  } else if (!existsSync(PAGE) || comparable(readFileSync(PAGE, "utf8")) !== comparable(page)) {
    throw new Error(
      'docs/verification.md is not current: run "npm run verification" after "npm test" and "npm run test:full"',
    );
  }
} catch (error) {
  console.error(`verification: ${(error as Error).message}`);
  process.exit(1);
}

/** What the test files that exist have recorded. */
function entries(): Entry[] {
  const files = existsSync(RESULTS) ? readdirSync(RESULTS).sort() : [];
  return files.flatMap((file) => {
    const [{ testFile }, ...recorded] = readFileSync(join(RESULTS, file), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    return existsSync(join(ROOT, "test/acceptance", testFile)) ? (recorded as Entry[]) : [];
  });
}

function render(all: readonly Entry[]): string {
  const key = ({ artefact, claim }: Entry) => `${artefact}: ${claim}`;
  const proved = new Map(all.filter(({ event }) => event === "proved").map((entry) => [key(entry), entry]));
  const notRun = new Map(all.filter(({ event }) => event === "not run").map((entry) => [key(entry), entry]));
  const declared = new Map(all.filter(({ event }) => event === "declared").map((entry) => [key(entry), entry]));
  const missing = [...declared.keys()].filter((claim) => !proved.has(claim) && !notRun.has(claim));
  if (declared.size === 0 || missing.length > 0) {
    throw new Error(
      `not every case has a result, run "npm test" and "npm run test:full" first:\n${missing.map((claim) => `  ${claim}`).join("\n")}`,
    );
  }
  const artefacts = [...new Set([...proved.values()].map(({ artefact }) => artefact))].sort((a, b) =>
    a.localeCompare(b, "en"),
  );
  return readFileSync(FRAME, "utf8")
    .replace(
      "PROVED",
      artefacts
        .map((artefact) => {
          const rows = [...proved.values()]
            .filter((entry) => entry.artefact === artefact)
            .map(({ claim, programs, tier }) => `| ${cell(claim)} | ${programs?.join(", ")} | ${tier} |`)
            .sort();
          return `### ${artefact}\n\n| claim | proved by | tier |\n|---|---|---|\n${rows.join("\n")}`;
        })
        .join("\n\n"),
    )
    .replace(
      "NOT_RUN",
      notRun.size === 0
        ? "Every case was run."
        : [...notRun.values()]
            .map((entry) => `- ${cell(key(entry))}: ${entry.why}.`)
            .sort()
            .join("\n"),
    );
}

/** Within a table, a bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/**
 * The page as far as it is the same on every machine: without versions, and with OpenTofu for what it is there, the program
 * that is used where there is no Terraform.
 */
function comparable(page: string): string {
  return page
    .split("\n")
    .map((line) => {
      const [, claim, programs, tier] = /^\| (.*) \| (.*) \| (quick|full) \|$/.exec(line) ?? [];
      return tier === undefined ? line : `${claim} | ${sameEverywhere(programs)} | ${tier}`;
    })
    .join("\n");
}

function sameEverywhere(programs: string): string {
  const names = programs.split(", ").map((program) => program.replace(/ \S+$/, "").replace("OpenTofu", "Terraform"));
  return [...new Set(names)].sort().join(", ");
}
