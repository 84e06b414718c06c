/**
 * Speed and size, as ratios to projen's own project types measured in the same run, turn by turn.
 *
 * Needs GNU time (`/usr/bin/time`) for the peak memory. Prints the table that stands in the README.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PROJEN, TARBALL, userEnvironment } from "../scripts/scaffold";
import { type Run, ratio, row, seconds, timed, turns, workDirectory } from "./measure";

const ROOT = join(__dirname, "..");
const { version: PROJEN_VERSION } = JSON.parse(readFileSync(join(ROOT, "node_modules/projen/package.json"), "utf8"));
const SYNTH_RUNS = 9;
const NEW_RUNS = 3;

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

const mib = (bytes: number) => bytes / 1024 / 1024;

const created = turns(NEW_RUNS, {
  ours: create("ours", "--from=eks-otel-tracing@file:TARBALL"),
  typescript: create("typescript", "typescript"),
});
const ours = join(work, "ours-1");
const typescript = join(work, "typescript-1");
const bare = createBare();
const synth = (directory: string) => () => timed(directory, "npx", "projen");
const synthesized = turns(SYNTH_RUNS, { ours: synth(ours), typescript: synth(typescript), bare: synth(bare) });

const nodeModulesMib =
  Number(execFileSync("du", ["-sk", "node_modules"], { cwd: ours, encoding: "utf8" }).split("\t")[0]) / 1024;
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
