/**
 * Speed and size, as ratios to projen's own project types measured in the same run, turn by turn.
 *
 * Needs GNU time (`/usr/bin/time`) for the peak memory. Prints the table that stands in the README.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { PROJEN, TARBALL, userEnvironment } from "../scripts/scaffold";

const ROOT = join(__dirname, "..");
const { version: PROJEN_VERSION } = JSON.parse(readFileSync(join(ROOT, "node_modules/projen/package.json"), "utf8"));
const SYNTH_RUNS = 9;
const NEW_RUNS = 3;
const FLEETS = [200, 1000];

const work = mkdtempSync(join(tmpdir(), "eks-otel-tracing-bench-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

interface Run {
  readonly seconds: number;
  readonly peakMib: number;
}

function timed(cwd: string, ...command: string[]): Run {
  const { status, stderr } = spawnSync("/usr/bin/time", ["-f", "%e %M", ...command], {
    cwd,
    env: userEnvironment(),
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`${command.join(" ")} failed in ${cwd}:\n${stderr}`);
  }
  const [seconds, kib] = stderr.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  return { seconds, peakMib: kib / 1024 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Runs every command once per turn, so that a slow moment of the machine meets them all. */
function turns<K extends string>(count: number, commands: Record<K, (turn: number) => Run>): Record<K, Run[]> {
  const names = Object.keys(commands) as K[];
  const runs = Object.fromEntries(names.map((name) => [name, [] as Run[]])) as Record<K, Run[]>;
  for (let turn = 0; turn <= count; turn++) {
    for (const name of names) {
      const run = commands[name](turn);
      // The first turn warms the caches.
      if (turn > 0) {
        runs[name].push(run);
      }
    }
  }
  return runs;
}

const seconds = (runs: readonly Run[]) => median(runs.map((run) => run.seconds));
/** The median of the ratios turn by turn. */
const ratio = (a: readonly Run[], b: readonly Run[]) => median(a.map((run, turn) => run.seconds / b[turn].seconds));

function create(name: string, ...args: string[]): (turn: number) => Run {
  return (turn) => {
    const directory = join(work, `${name}-${turn}`);
    mkdirSync(directory);
    const local = args.map((arg) => arg.replace("TARBALL", relative(directory, TARBALL)));
    return timed(directory, process.execPath, PROJEN, "new", `--projen-version=${PROJEN_VERSION}`, ...local);
  };
}

/** The base of our project type, empty, with our runner. */
function createBare(): string {
  const directory = join(work, "bare");
  mkdirSync(directory);
  const projenrc = `
    import { github, javascript, typescript } from "projen";
    const project = new github.GitHubProject({ name: "bare", vscode: false, clobber: false });
    const npm = new javascript.NodePackage(project, { packageManager: javascript.NodePackageManager.NPM, entrypoint: "" });
    npm.addDevDeps("projen@${PROJEN_VERSION}", "jiti@2.7.0", "constructs@10.5.0");
    new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.nodejs() });
    project.defaultTask!.reset();
    project.defaultTask!.execArgs(["node", "node_modules/jiti/lib/jiti-cli.mjs", ".projenrc.ts"]);
    project.synth();`;
  writeFileSync(join(directory, ".projenrc.ts"), projenrc);
  execFileSync("npm", ["install", `projen@${PROJEN_VERSION}`, "constructs@10.5.0", "jiti@2.7.0"], {
    cwd: directory,
    env: userEnvironment(),
    stdio: "ignore",
  });
  execFileSync(process.execPath, ["node_modules/jiti/lib/jiti-cli.mjs", ".projenrc.ts"], {
    cwd: directory,
    env: userEnvironment(),
    stdio: "ignore",
  });
  return directory;
}

/** Checkouts as a fleet has them: clones without packages, no two with the same options. */
function createCheckouts(count: number): string {
  const directory = join(work, "checkouts");
  mkdirSync(directory, { recursive: true });
  for (let at = readdirSync(directory).length; at < count; at++) {
    const checkout = join(directory, String(at));
    execFileSync("git", ["clone", "--quiet", ours, checkout]);
    const projenrc = join(checkout, ".projenrc.ts");
    const options = `({\n  samplingRatePercentage: ${(at % 1000) / 10},`;
    writeFileSync(projenrc, readFileSync(projenrc, "utf8").replace("({", options));
  }
  return directory;
}

interface FleetRun {
  readonly count: number;
  readonly seconds: number;
  /** The most that a process which generates took, and the one that starts them. */
  readonly peakMib: { readonly generating: number; readonly starting: number };
}

function fleet(count: number): FleetRun {
  const directory = createCheckouts(count);
  const list = join(work, "checkouts.txt");
  writeFileSync(list, Array.from({ length: count }, (_, at) => join(directory, String(at))).join("\n"));
  const started = Date.now();
  const cli = join(ours, "node_modules/eks-otel-tracing/lib/cli.js");
  const { status, stdout, stderr } = spawnSync(
    "/usr/bin/time",
    ["-f", "%M", process.execPath, cli, "fleet", "preview", "--from-list", list, "--json"],
    { cwd: ours, env: userEnvironment(), encoding: "utf8", maxBuffer: 1024 ** 3 },
  );
  const seconds = (Date.now() - started) / 1000;
  if (status !== 1) {
    throw new Error(`fleet preview of ${count} ended with ${status}:\n${stderr}`);
  }
  const { peakRssMib } = JSON.parse(stdout);
  const starting = Number(stderr.trim().split("\n").at(-1)) / 1024;
  return { count, seconds, peakMib: { generating: peakRssMib, starting } };
}

const mib = (bytes: number) => bytes / 1024 / 1024;

const created = turns(NEW_RUNS, {
  ours: create("ours", "--from=eks-otel-tracing@file:TARBALL"),
  typescript: create("typescript", "typescript"),
});
const ours = join(work, "ours-1");
const typescript = join(work, "typescript-1");
const bare = createBare();
const synth = (directory: string) => () => timed(directory, "npx", "projen");
const task = (name: string) => () => timed(ours, "npx", "projen", name);
const synthesized = turns(SYNTH_RUNS, {
  ours: synth(ours),
  drift: task("drift"),
  preview: task("preview"),
  typescript: synth(typescript),
  bare: synth(bare),
});
const fleets = FLEETS.map(fleet);

const nodeModulesMib =
  Number(execFileSync("du", ["-sk", "node_modules"], { cwd: ours, encoding: "utf8" }).split("\t")[0]) / 1024;
const row = (what: string, measured: string, bound: string) => `| ${what} | ${measured} | ${bound} |`;
console.log(
  [
    "",
    `Node ${process.version}, projen ${PROJEN_VERSION}, medians of ${SYNTH_RUNS} runs (\`projen new\`: ${NEW_RUNS})`,
    "",
    "| | measured | bound |",
    "|---|---|---|",
    row(
      "`npx projen`, nothing changed, against `TypeScriptProject`",
      `${ratio(synthesized.ours, synthesized.typescript).toFixed(2)} × (${seconds(synthesized.ours).toFixed(2)} s, ${seconds(synthesized.typescript).toFixed(2)} s)`,
      "0.6 ×",
    ),
    row(
      "`npx projen`, nothing changed, against an empty project with our base and runner",
      `${ratio(synthesized.ours, synthesized.bare).toFixed(2)} × (${seconds(synthesized.bare).toFixed(2)} s)`,
      "1.3 ×",
    ),
    ...(["drift", "preview"] as const).map((name) =>
      row(
        `\`npx projen ${name}\`, nothing changed, against \`npx projen\``,
        `${ratio(synthesized[name], synthesized.ours).toFixed(2)} × (${seconds(synthesized[name]).toFixed(2)} s)`,
        name === "drift" ? "1.2 ×" : "1.5 ×",
      ),
    ),
    ...fleets.map(({ count, seconds: total, peakMib }) =>
      row(
        `\`fleet preview\` of ${count} repositories that all change, each against an \`npx projen\``,
        `${(total / count / seconds(synthesized.ours)).toFixed(2)} × (${total.toFixed(0)} s; at most ${peakMib.generating} MiB a generating process, ${Math.round(peakMib.starting)} MiB the one that starts them)`,
        "0.15 ×",
      ),
    ),
    row(
      "`projen new` against `TypeScriptProject`",
      `${ratio(created.ours, created.typescript).toFixed(2)} × (${seconds(created.ours).toFixed(1)} s, ${seconds(created.typescript).toFixed(1)} s)`,
      "0.4 ×",
    ),
    row(
      "`projen new`, peak memory of its largest process",
      `${Math.round(Math.max(...created.ours.map((run) => run.peakMib)))} MiB`,
      "250 MB",
    ),
    row("packed size", `${mib(statSync(TARBALL).size).toFixed(2)} MiB`, "2 MB"),
    row("`node_modules` of a generated repository", `${nodeModulesMib.toFixed(0)} MiB`, "40 MB"),
  ].join("\n"),
);
