/**
 * Breaks templates as a machine would, one line at a time, and tells which breaks no test notices.
 *
 * Usage: tsx test/mutation/templates/break-templates.ts [template[:line]]...
 *
 * With arguments every mutant of those, else as many of all as EKS_OTEL_TRACING_TEMPLATE_MUTANTS says, chosen by
 * EKS_OTEL_TRACING_SEED. With EKS_OTEL_TRACING_TIER=full also those of what is proved by running it in the real program.
 */
import { spawnSync } from "node:child_process";
import { createHash, randomInt } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RUNNING_TIER, type Tier } from "../../acceptance/acceptance";
import { wilsonInterval } from "../wilson-interval";
import { mutated, type TemplateMutant, templateMutants } from "./template-mutants";

const ROOT = join(__dirname, "../../..");
const JEST = join(ROOT, "node_modules/jest/bin/jest.js");
/** Which tests render what, of the sources by whose hash it is named. */
const CACHE = join(ROOT, ".cache/rendered-templates");

const MUTANTS = Number(process.env.EKS_OTEL_TRACING_TEMPLATE_MUTANTS || 150);
const SEED = process.env.EKS_OTEL_TRACING_SEED || String(randomInt(1_000_000));
const LEAST_SCORE_PERCENT = 90;

/**
 * How many test files are tried at once, first those that render little else than the template. Those that come after have it in
 * every repository that they generate, and look for something else there: the score may be a little too low, and never too high.
 */
const GROUPS = [4, 8];

/** What the generator itself says of a template that does not go with its view, or that cannot be read. */
const REFUSAL =
  /templates\/\S+ (does not show|shows \S+, which its view lacks|begins with no section)|(Unclosed|Unopened) (section|tag)/;

/** What became of a mutant. */
type Outcome = "refused by the generator" | "noticed by a test" | "noticed by a real program" | "survived";

/** Acceptance tests in the real program, for what is proved by running it: code, and tests in Terraform's language. */
const IN_PROGRAMS: readonly { readonly of: RegExp; readonly file: string; readonly tier: Tier }[] = [
  ...["django", "dotnet", "express", "go", "spring"].map((app) => ({
    of: new RegExp(`^examples/apps/${app}/(?!.*(\\.md|/\\.dockerignore|Dockerfile)$)`),
    file: `test/acceptance/apps/${app}.test.ts`,
    tier: "full" as const,
  })),
  { of: /^\.github\/workflows\/regenerate\.yml$/, file: "test/acceptance/texts/regenerate.test.ts", tier: "quick" },
  { of: /^tests\/.*\.hcl$/, file: "test/acceptance/module/validate-defaults.test.ts", tier: "quick" },
  { of: /^tests\/.*\.hcl$/, file: "test/acceptance/module/generated-tests.test.ts", tier: "full" },
];

/** Acceptance tests that pass on the templates as they are. */
const passed = new Set<string>();

const copy = mkdtempSync(join(tmpdir(), "eks-otel-tracing-templates-"));
try {
  const sources = ownFiles();
  for (const path of sources) {
    cpSync(join(ROOT, path), join(copy, path));
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  process.exitCode = measure(sources, rendered(sources));
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** @returns the exit code */
function measure(sources: readonly string[], renderedBy: ReadonlyMap<string, readonly string[]>): number {
  const every = sources
    .filter((path) => path.startsWith("templates/"))
    .flatMap((path) => templateMutants(path.slice("templates/".length), readFileSync(join(ROOT, path), "utf8")));
  const all = every.filter((mutant) =>
    inPrograms(mutant).every(({ tier }) => tier === "quick" || RUNNING_TIER === "full"),
  );
  const mutants = chosen(all);
  console.log(
    `${mutants.length} of ${all.length} mutants, with real programs of ${every.length}, EKS_OTEL_TRACING_SEED=${SEED}\n`,
  );
  const outcomes: [TemplateMutant, Outcome][] = [];
  for (const mutant of mutants) {
    const outcome = outcomeOf(mutant, renderedBy);
    outcomes.push([mutant, outcome]);
    console.log(`${String(outcomes.length).padStart(4)} ${outcome}: ${described(mutant)}`);
  }
  return report(outcomes);
}

function chosen(all: readonly TemplateMutant[]): TemplateMutant[] {
  const places = process.argv.slice(2);
  if (places.length > 0) {
    return all.filter(({ template, line }) => places.includes(template) || places.includes(`${template}:${line}`));
  }
  // By a hash, so that a seed chooses much the same mutants after a template has changed elsewhere.
  const order = (mutant: TemplateMutant) => hash(SEED + JSON.stringify(mutant));
  return all
    .map((mutant) => [order(mutant), mutant] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MUTANTS)
    .map(([, mutant]) => mutant);
}

function outcomeOf(mutant: TemplateMutant, renderedBy: ReadonlyMap<string, readonly string[]>): Outcome {
  let tests = renderedBy.get(mutant.template) ?? [];
  for (const size of GROUPS) {
    const message = whileBroken(mutant, () => failure(tests.slice(0, size)));
    if (message !== undefined) {
      console.log(`     ${message.split("\n", 1)}`);
      return REFUSAL.test(message) ? "refused by the generator" : "noticed by a test";
    }
    tests = tests.slice(size);
  }
  return inPrograms(mutant).some(({ file, tier }) => noticedIn(file, tier, mutant))
    ? "noticed by a real program"
    : "survived";
}

function inPrograms({ template }: TemplateMutant): typeof IN_PROGRAMS {
  return IN_PROGRAMS.filter(({ of }) => of.test(template));
}

function noticedIn(file: string, tier: Tier, mutant: TemplateMutant): boolean {
  if (!passed.has(file)) {
    refuse(failure([file], tier));
    passed.add(file);
  }
  return whileBroken(mutant, () => failure([file], tier)) !== undefined;
}

function whileBroken<T>(mutant: TemplateMutant, look: () => T): T {
  const path = join(copy, "templates", mutant.template);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, mutated(text, mutant));
  try {
    return look();
  } finally {
    writeFileSync(path, text);
  }
}

/** @throws Error when a test fails on the templates as they are */
function refuse(message: string | undefined): void {
  if (message !== undefined) {
    throw new Error(`a test fails on the templates as they are:\n${message}`);
  }
}

/** Runs the unit tests, and gives by template those that render it, first those that render little else. */
function rendered(sources: readonly string[]): Map<string, string[]> {
  const readByTests = sources.filter((path) => /^(src|templates|test\/(?!mutation\/))/.test(path));
  const cached = join(CACHE, hash(readByTests.map((path) => path + readFileSync(join(ROOT, path), "utf8")).join()));
  if (!existsSync(cached)) {
    console.log("Running the unit tests once, to learn which template is rendered by which.");
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(cached, recorded());
  }
  const pairs = readFileSync(cached, "utf8").trim().split("\n");
  const times = counted(pairs);
  const timesOfTest = counted(pairs.map((pair) => pair.split("\t")[0]));
  const byTemplate = new Map<string, { test: string; share: number }[]>();
  for (const [pair, count] of times) {
    const [test, template] = pair.split("\t");
    const share = count / (timesOfTest.get(test) ?? 1);
    byTemplate.set(template, [...(byTemplate.get(template) ?? []), { test, share }]);
  }
  return new Map(
    [...byTemplate].map(([template, tests]) => [
      template,
      tests.sort((a, b) => b.share - a.share).map(({ test }) => test),
    ]),
  );
}

/** A line for each time that a unit test renders a template: both, with a tab between them. */
function recorded(): string {
  const source = join(copy, "src/template-source.ts");
  const text = readFileSync(source, "utf8");
  const record = join(copy, "rendered.txt");
  writeFileSync(
    source,
    text.replace("  return ", () => `  ${recording(record)}\n  return `),
  );
  try {
    const others = ["/test/package/", "/test/acceptance/", "/test/mutation/", "\\.full\\.test\\.ts$"];
    refuse(jest(others.map((pattern) => `--testPathIgnorePatterns=${pattern}`)));
  } finally {
    writeFileSync(source, text);
  }
  return readFileSync(record, "utf8");
}

/** A statement that notes the test that is running and the template that it renders. */
function recording(file: string): string {
  const test = `require("node:path").relative(${JSON.stringify(copy)}, (globalThis as any).expect.getState().testPath)`;
  return `require("node:fs").appendFileSync(${JSON.stringify(file)}, \`\${${test}}\\t\${path}\\n\`);`;
}

/** What jest says of the first file that has a test that fails; nothing, when none of these has. */
function failure(files: readonly string[], tier: Tier = "quick"): string | undefined {
  return files.length === 0 ? undefined : jest(["--bail", "--runTestsByPath", ...files], tier);
}

function jest(args: readonly string[], tier: Tier = "quick"): string | undefined {
  const { status, stderr } = spawnSync(process.execPath, [JEST, "--silent", ...args], {
    cwd: copy,
    env: { ...process.env, EKS_OTEL_TRACING_TIER: tier },
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  const [, failed] = /^Test Suites: (?:(\d+) failed, )?/m.exec(stderr) ?? [];
  if ((status === 0) === (failed !== undefined) || !/^Tests: +.*\d total$/m.test(stderr)) {
    throw new Error(`jest did not run:\n${stderr}`);
  }
  return failed === undefined ? undefined : stderr.slice(stderr.search(/^FAIL /m));
}

/** @returns the exit code */
function report(outcomes: readonly [TemplateMutant, Outcome][]): number {
  const survivors = outcomes.filter(([, outcome]) => outcome === "survived").map(([mutant]) => described(mutant));
  console.log(`\nSurvivors:\n${survivors.map((mutant) => `  ${mutant}`).join("\n") || "  none"}\n`);
  for (const [outcome, count] of counted(outcomes.map(([, outcome]) => outcome))) {
    console.log(`${String(count).padStart(5)} ${outcome}`);
  }
  const noticed = outcomes.filter(([, outcome]) => outcome !== "survived");
  const noticedOfKind = counted(noticed.map(([{ kind }]) => kind));
  console.log();
  for (const [kind, count] of counted(outcomes.map(([{ kind }]) => kind))) {
    console.log(`${kind}: ${noticedOfKind.get(kind) ?? 0} of ${count} noticed`);
  }
  const percent = (100 * noticed.length) / outcomes.length;
  const [low, high] = wilsonInterval(noticed.length, outcomes.length).map((share) => 100 * share);
  console.log(`\n${percent.toFixed(1)} % are noticed (95 %: ${low.toFixed(1)} to ${high.toFixed(1)} %).`);
  return percent < LEAST_SCORE_PERCENT ? 1 : 0;
}

function described({ template, line, kind, before, after }: TemplateMutant): string {
  const change = after === undefined ? before.trim() : `${before.trim()} → ${after.trim()}`;
  return `templates/${template}:${line} ${kind}: ${change}`;
}

/** Paths of what git has, or would have with the next commit. */
function ownFiles(): string[] {
  const list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const { stdout } = spawnSync("git", list, { cwd: ROOT, encoding: "utf8" });
  return [...new Set(stdout.split("\0"))].filter((path) => path !== "" && existsSync(join(ROOT, path)));
}

function counted<T>(items: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) {
    counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return counts;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
