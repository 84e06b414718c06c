import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import type { Project } from "projen";
import { readJson } from "../json-file";
import { PREVIEWING } from "../repository/previewing";
import { UserError } from "../user-error";
import { cachedTransform, type Transform } from "./cached-transform";
import type { GeneratedFile, Owner } from "./generated-file";
import { moduleFile, ownPath } from "./own-path";

const PROJENRC = ".projenrc.ts";

/** Deeper than any constructor of a project type is called. */
const STACK_DEPTH = 100;

/** Packages that only carry out what another one decides. */
const CARRIERS = new Set(["projen", "constructs"]);

/**
 * Runs the `.projenrc.ts` of a directory in this process, as `npx projen` does in its own, but for the installation of packages.
 *
 * Several may be run one after another: packages are loaded once. The process's working directory is changed, so it can do
 * nothing else meanwhile.
 *
 * @throws whatever `.projenrc.ts` throws; UserError when the directory has none, or its packages are not installed
 */
export async function evaluate(directory: string, { preview }: { preview: boolean }): Promise<GeneratedFile[]> {
  const path = join(directory, PROJENRC);
  if (!existsSync(path)) {
    throw new UserError(`There is no ${PROJENRC}.`);
  }
  const { jiti, hooks, transform } = toolchain(directory);
  const restore = [workIn(directory), exitsThrow(), marked(preview)];
  hooks.begin(directory);
  try {
    await jiti.createJiti(directory, { fsCache: false, transform }).import(path);
    if (process.exitCode !== undefined && process.exitCode !== 0) {
      throw new UserError(`${PROJENRC} ended with exit code ${process.exitCode}.`);
    }
  } catch (error) {
    if (!(error instanceof Exit && error.code === 0)) {
      throw error;
    }
  } finally {
    process.exitCode = undefined;
    for (const undo of restore.reverse()) {
      undo();
    }
    forget(directory);
  }
  return hooks.end();
}

interface Jiti {
  createJiti(
    from: string,
    options: { fsCache: boolean; transform: Transform },
  ): { import(path: string): Promise<unknown> };
}

/** What the directory's `.projenrc.ts` is run with. */
function toolchain(directory: string): { jiti: Jiti; hooks: Hooks; transform: Transform } {
  const require = createRequire(join(directory, "package.json"));
  try {
    const constructs = createRequire(require.resolve("projen"))("constructs");
    const transform = cachedTransform(
      require.resolve("jiti"),
      join(realpathSync(join(directory, "node_modules")), ".cache/eks-otel-tracing"),
    );
    return { jiti: require("jiti"), hooks: hooksInto(projenOf(require), constructs), transform };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, name] = /^Cannot find module '([^']+)'/.exec(message) ?? [];
    if (code !== "MODULE_NOT_FOUND" || name === undefined) {
      throw error;
    }
    throw new UserError(`The package ${name} is not installed: run "npm ci" first.`);
  }
}

/** Those files of projen that are asked for here, which are half of it. All of it, where a version has them elsewhere. */
function projenOf(require: NodeJS.Require): Projen {
  try {
    const [file, sample, project] = ["file", "sample-file", "project"].map((name) => require(`projen/lib/${name}`));
    return { ...file, ...sample, ...project, javascript: require("projen/lib/javascript") };
  } catch {
    return require("projen");
  }
}

/** Changes the working directory and gives the environment back afterwards as it was. */
function workIn(directory: string): () => void {
  const [before, environment] = [process.cwd(), { ...process.env }];
  process.chdir(directory);
  // Else git would note the copy's times in the index of the repository.
  process.env.GIT_OPTIONAL_LOCKS = "0";
  return () => {
    process.chdir(before);
    for (const name of Object.keys(process.env).filter((name) => !(name in environment))) {
      delete process.env[name];
    }
    Object.assign(process.env, environment);
  };
}

class Exit extends UserError {
  constructor(readonly code: number) {
    super(`${PROJENRC} ended with exit code ${code}.`);
  }
}

/** A repository's `process.exit` ends its run and not that of the others. */
function exitsThrow(): () => void {
  const { exit } = process;
  process.exit = ((code?: number | string | null) => {
    throw new Exit(Number(code ?? process.exitCode ?? 0));
  }) as typeof process.exit;
  return () => {
    process.exit = exit;
  };
}

function marked(preview: boolean): () => void {
  const flags = globalThis as Record<symbol, unknown>;
  flags[PREVIEWING] = preview;
  return () => {
    delete flags[PREVIEWING];
  };
}

/** Modules of the directory itself are not kept, those of packages are. */
function forget(directory: string): void {
  const modules = createRequire(__filename).cache;
  const own = realpathSync(directory);
  for (const name of Object.keys(modules).filter((name) => ownPath(own, name) !== undefined)) {
    delete modules[name];
  }
}

type Projen = Pick<typeof import("projen"), "FileBase" | "SampleFile" | "SampleDir" | "Project" | "javascript">;
type Constructs = typeof import("constructs");

/** What is asked of projen while `.projenrc.ts` runs. */
interface Hooks {
  begin(directory: string): void;
  end(): GeneratedFile[];
}

const hooked = new WeakMap<Projen["Project"], Hooks>();

/** Once for each copy of projen in this process. */
function hooksInto(projen: Projen, constructs: Constructs): Hooks {
  const known = hooked.get(projen.Project);
  if (known) {
    return known;
  }
  const { FileBase, SampleFile, SampleDir, Project, javascript } = projen;
  let directory = "";
  let owners = new Map<unknown, Owner>();
  let synthesized: Project[] = [];

  const node = constructs.Node.prototype as unknown as { addChild(child: unknown, id: string): void };
  const { addChild } = node;
  node.addChild = function (child, id) {
    addChild.call(this, child, id);
    if (child instanceof FileBase || child instanceof SampleFile || child instanceof SampleDir) {
      owners.set(child, ownerOf(child, directory));
    }
  };
  const { synth } = Project.prototype;
  Project.prototype.synth = function () {
    synthesized.push(this);
    synth.call(this);
  };
  // Whoever only looks wants no packages installed, and with a copy's package.json they would go elsewhere.
  const npm = javascript.NodePackage.prototype as unknown as { installDependencies(): void };
  npm.installDependencies = () => {};

  const hooks: Hooks = {
    begin(at) {
      [directory, owners, synthesized] = [realpathSync(at), new Map(), []];
    },
    end() {
      const files = synthesized.flatMap((project) =>
        project.components.flatMap((component): GeneratedFile[] => {
          const own = generatedPath(component, projen);
          if (own === undefined) {
            return [];
          }
          const path = relative(directory, join(project.outdir, own.path)).split(sep).join("/");
          return [{ path, kind: own.kind, owner: owners.get(component) ?? { package: "projen" } }];
        }),
      );
      [owners, synthesized] = [new Map(), []];
      return files;
    },
  };
  hooked.set(projen.Project, hooks);
  return hooks;
}

function generatedPath(
  component: unknown,
  { FileBase, SampleFile, SampleDir }: Projen,
): Pick<GeneratedFile, "path" | "kind"> | undefined {
  if (component instanceof FileBase) {
    return { path: component.path, kind: "managed" };
  }
  if (component instanceof SampleFile) {
    return { path: (component as unknown as { filePath: string }).filePath, kind: "sample" };
  }
  if (component instanceof SampleDir) {
    return { path: (component as unknown as { dir: string }).dir, kind: "sample" };
  }
  return undefined;
}

/** The first on the stack, from within, that is neither projen nor the class of the file itself. */
function ownerOf(file: object, directory: string): Owner {
  const ownClasses = new Set(classNames(file));
  const frames = callSites().flatMap((site) => {
    const file = site.getFileName() ?? "node:";
    const name = file.startsWith("node:") ? undefined : packageOf(file, directory);
    return name === undefined || CARRIERS.has(name)
      ? []
      : [{ name, type: site.isConstructor() ? site.getFunctionName() : null }];
  });
  const [decides] = frames;
  if (decides === undefined) {
    return { package: "projen" };
  }
  const component = frames.find(
    ({ name, type }) => name === decides.name && type !== null && !ownClasses.has(type),
  )?.type;
  return { package: decides.name, ...(component ? { component } : {}) };
}

function classNames(instance: object): string[] {
  const names: string[] = [];
  for (
    let prototype = Object.getPrototypeOf(instance);
    prototype !== null;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    names.push(prototype.constructor.name);
  }
  return names;
}

function callSites(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_DEPTH;
  Error.prepareStackTrace = (_error, sites) => sites;
  try {
    return new Error("where").stack as unknown as NodeJS.CallSite[];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

const packages = new Map<string, string | undefined>();

/** Name of the package that a source file is in; of a file of the repository, its path. */
function packageOf(file: string, directory: string): string | undefined {
  if (file === __filename) {
    return undefined;
  }
  const own = ownPath(directory, file);
  if (own !== undefined) {
    return own;
  }
  const folder = dirname(moduleFile(file));
  if (!packages.has(folder)) {
    packages.set(folder, nameOfPackage(folder));
  }
  return packages.get(folder);
}

function nameOfPackage(folder: string): string | undefined {
  for (let [at, above] = [folder, dirname(folder)]; ; [at, above] = [above, dirname(above)]) {
    const manifest = join(at, "package.json");
    const name = existsSync(manifest) ? readJson(manifest).name : undefined;
    if (name !== undefined || at === above) {
      return name;
    }
  }
}
