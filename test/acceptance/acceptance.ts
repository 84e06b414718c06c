import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Which run a case belongs to: `npm test` runs the quick ones, `npm run test:full` the others. */
export type Tier = "quick" | "full";

const RESULTS = join(__dirname, "../../.cache/acceptance");
/** The run that this is. */
export const RUNNING_TIER: Tier = process.env.EKS_OTEL_TRACING_TIER === "full" ? "full" : "quick";

/** What a case proves, and by which programs. One line of the verification page. */
export interface Claim {
  /** Folder of the page: what was generated. */
  readonly artefact: string;
  /** What was seen to hold, as a sentence. */
  readonly claim: string;
  readonly tier: Tier;
}

/** What a case tells of itself while it runs. */
export interface Evidence {
  /** A program that took part, at the version that it gives of itself. */
  ranIn(program: string, version: string): void;
}

const DEFAULT_TIMEOUT_MS = 600_000;

/**
 * A claim about what is generated, proved by the program that consumes it.
 *
 * The case passes when `prove` returns, after it has named at least one program.
 */
export function acceptance(
  artefact: string,
  claim: string,
  prove: (evidence: Evidence) => Promise<void>,
  { tier = "quick", timeoutMs = DEFAULT_TIMEOUT_MS }: { readonly tier?: Tier; readonly timeoutMs?: number } = {},
): void {
  remember({ artefact, claim, tier });
  record({ artefact, claim, tier, event: "declared" });
  if (tier !== RUNNING_TIER) {
    return;
  }
  test(
    `${artefact}: ${claim}`,
    async () => {
      const programs = new Set<string>();
      await prove({ ranIn: (program, version) => programs.add(`${program} ${version}`) });
      if (programs.size === 0) {
        throw new Error("the case names no program that proved it");
      }
      record({ artefact, claim, tier, event: "proved", programs: [...programs].sort() });
    },
    timeoutMs,
  );
}

const claims: string[] = [];

function remember({ artefact, claim }: Claim): void {
  if (claims.length === 0) {
    // Also what a file has for jest when all of its cases belong to the other tier.
    test("no claim of this file is made twice", () => {
      expect(claims).toEqual([...new Set(claims)]);
    });
  }
  claims.push(`${artefact}: ${claim}`);
}

/** A claim that can't be proved on this machine. It counts as skipped, and the verification page names it. */
acceptance.notRun = (
  artefact: string,
  claim: string,
  why: string,
  { tier = "quick" }: { readonly tier?: Tier } = {},
): void => {
  remember({ artefact, claim, tier });
  record({ artefact, claim, tier, event: "not run", why });
  if (tier === RUNNING_TIER) {
    test.skip(`${artefact}: ${claim} (${why})`, () => undefined);
  }
};

let results: string | undefined;

/** One file for each test file and tier, begun anew by each run, so that two workers never write to the same. */
function record(entry: Claim & { event: string; programs?: string[]; why?: string }): void {
  if (results === undefined) {
    const testFile = relative(__dirname, expect.getState().testPath ?? "").replaceAll(sep, "/");
    mkdirSync(RESULTS, { recursive: true });
    results = join(RESULTS, `${testFile.replaceAll("/", "-")}.${RUNNING_TIER}.jsonl`);
    writeFileSync(results, `${JSON.stringify({ testFile })}\n`);
  }
  appendFileSync(results, `${JSON.stringify(entry)}\n`);
}
