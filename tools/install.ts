import { join, resolve } from "node:path";
import { cacheDirectory, ensureDirectory, filesAsFacts, keyOf } from "./cache";
import { catalogue, type Tool, type ToolName } from "./catalogue";
import { findOnPath, run, ToolError } from "./run";

/** How many tools are built at once: one compiles with all processors while another downloads or links. */
const atOnce = 2;

/** A tool that is ready to run. */
export interface InstalledTool {
  readonly name: ToolName;
  readonly version: string;
  /** The program. */
  readonly path: string;
  /** Where the program lies, and others of the same tool: `kubectl` beside `helm`. */
  readonly directory: string;
}

/** What `npm test` needs. Terraform is the one on the PATH; OpenTofu is built only when there is none. */
export function quickTools(): ToolName[] {
  const quick: ToolName[] = [
    "collector-0.159.0",
    "helm-provider-stand-in",
    "kubernetes-provider-stand-in",
    "aws-emulator",
  ];
  return findOnPath("terraform") ? quick : ["opentofu", ...quick];
}

/** What `npm run test:full` needs: every tool. */
export function allTools(): ToolName[] {
  return Object.keys(catalogue) as ToolName[];
}

const installations = new Map<ToolName, Promise<InstalledTool>>();

/**
 * Gives a tool, after building it into the user's cache if this version of its recipe is not there yet.
 *
 * @throws ToolError with the end of the build's output when it can't be built
 */
export function install(name: ToolName): Promise<InstalledTool> {
  const known = installations.get(name);
  if (known) {
    return known;
  }
  const installation = installOnce(name);
  installations.set(name, installation);
  return installation;
}

/**
 * Gives several tools, in the order asked for. Those that have to be built are built two at once.
 *
 * @throws ToolError that names every tool that can't be built, after the others are done
 */
export async function installAll(names: readonly ToolName[]): Promise<InstalledTool[]> {
  const queue = allTools().filter((name) => names.includes(name));
  const problems: Error[] = [];
  const worker = async () => {
    for (let name = queue.shift(); name; name = queue.shift()) {
      await install(name).catch((error) => problems.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (problems.length > 0) {
    throw new ToolError(problems.map((problem) => problem.message).join("\n\n"));
  }
  return Promise.all(names.map(install));
}

async function installOnce(name: ToolName): Promise<InstalledTool> {
  const { version, recipe, versionArguments }: Tool = catalogue[name];
  const title = `tools: ${name.replace(`-${version}`, "")} ${version}`;
  const folder = join(__dirname, name);
  try {
    const facts = [name, version, process.platform, process.arch];
    const key = keyOf([...facts, ...(await recipe.facts()), ...(await filesAsFacts(folder))]);
    const directory = join(cacheDirectory(), `${name}-${key}`);
    const path = join(directory, recipe.program);

    const started = Date.now();
    const built = await ensureDirectory(directory, async (empty) => {
      say(`${title}: building …`);
      await recipe.build(folder, empty);
      await checkVersion(join(empty, recipe.program), version, versionArguments);
    });
    if (built) {
      say(`${title}: built in ${Math.round((Date.now() - started) / 1000)} s`);
    }
    return { name, version, path, directory };
  } catch (error) {
    throw new ToolError(`${title}: ${error instanceof ToolError ? error.message : (error as Error).stack}`);
  }
}

async function checkVersion(program: string, version: string, args: readonly string[] | undefined): Promise<void> {
  if (!args) {
    return;
  }
  const output = await run(program, args);
  if (!output.includes(version)) {
    throw new ToolError(`the catalogue says ${version}, but the program says\n\n${output}`);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(words: readonly string[]): Promise<void> {
  const names = words.flatMap(toolsOf);
  if (names.length === 0) {
    throw new ToolError(`Say what to install: quick, full, or any of ${allTools().join(", ")}`);
  }
  for (const { name, version, path } of await installAll([...new Set(names)])) {
    process.stdout.write(`${name.padEnd(24)}${version.padEnd(10)}${path}\n`);
  }
}

function toolsOf(word: string): ToolName[] {
  if (word === "quick") {
    return quickTools();
  }
  if (word === "full") {
    return allTools();
  }
  if (word in catalogue) {
    return [word as ToolName];
  }
  throw new ToolError(`${word} is no tool. There are quick, full, ${allTools().join(", ")}`);
}

if (resolve(process.argv[1] ?? "") === __filename) {
  main(process.argv.slice(2)).catch((error: Error) => {
    say(error instanceof ToolError ? error.message : (error.stack ?? String(error)));
    process.exitCode = 1;
  });
}
