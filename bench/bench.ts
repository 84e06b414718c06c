/**
 * Speed and size, as ratios to projen's own project types measured in the same run, turn by turn.
 *
 * Needs GNU time (`/usr/bin/time`) for the peak memory. Prints the table that stands in the README.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PROJEN, TARBALL, userEnvironment } from "../scripts/scaffold";
import { asADeveloperHasIt, type Run, ratio, row, seconds, timed, turns, workDirectory } from "./measure";

const ROOT = join(__dirname, "..");
const { version: PROJEN_VERSION } = JSON.parse(readFileSync(join(ROOT, "node_modules/projen/package.json"), "utf8"));
const SYNTH_RUNS = 9;
const NEW_RUNS = 3;
const LOAD_RUNS = 15;

const work = workDirectory();

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

/** How long a package takes to load in a process of its own, without what Node takes. */
function load(name: string): () => Run {
  const script = `const start = process.hrtime.bigint(); require(${JSON.stringify(name)}); console.log(Number(process.hrtime.bigint() - start) / 1e9);`;
  return () => ({
    seconds: Number(execFileSync(process.execPath, ["--eval", script], { cwd: ours, encoding: "utf8" })),
    peakMib: 0,
  });
}

const mib = (bytes: number) => bytes / 1024 / 1024;

const created = turns(NEW_RUNS, {
  ours: create("ours", "--from=eks-otel-tracing@file:TARBALL"),
  typescript: create("typescript", "typescript"),
});
const ours = join(work, "ours-1");
const typescript = join(work, "typescript-1");
const bare = createBare();
for (const repository of [ours, typescript, bare]) {
  asADeveloperHasIt(repository);
}
const synth = (directory: string) => () => timed(directory, "npx", "projen");
const loaded = turns(LOAD_RUNS, { ours: load("eks-otel-tracing"), projen: load("projen") });
const synthesized = turns(SYNTH_RUNS, { ours: synth(ours), typescript: synth(typescript), bare: synth(bare) });

const nodeModulesMib =
  Number(execFileSync("du", ["-sk", "node_modules"], { cwd: ours, encoding: "utf8" }).split("\t")[0]) / 1024;
console.log(
  [
    "",
    `Node ${process.version}, projen ${PROJEN_VERSION}, medians of ${SYNTH_RUNS} runs (\`projen new\`: ${NEW_RUNS}, loading: ${LOAD_RUNS})`,
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
      "1.15 ×",
    ),
    row(
      "loading the package and what it needs of projen, against all of projen",
      `${ratio(loaded.ours, loaded.projen).toFixed(2)} × (${(1000 * seconds(loaded.ours)).toFixed(0)} ms, ${(1000 * seconds(loaded.projen)).toFixed(0)} ms)`,
      "1.2 ×",
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
    row("packed size", `${mib(statSync(TARBALL).size).toFixed(2)} MiB`, "2 MiB"),
    row("`node_modules` of a generated repository", `${nodeModulesMib.toFixed(0)} MiB`, "40 MB"),
  ].join("\n"),
);
