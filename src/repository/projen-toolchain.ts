import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { Component, type InitProject, javascript, type Project, typescript } from "projen";
import type { Settings } from "../settings/settings";

/** Node's oldest version on which the generated repository is regenerated. */
const MIN_NODE_VERSION = "20.16.0";

/** Runs TypeScript on Node 20 too, has no dependencies, and caches what it compiled. */
const JITI_VERSION = "2.7.0";

/**
 * Fetched when the task that checks types runs, unless the options install it: it is as large as everything else together.
 * npm checks what it fetches against the registry's checksum then, and not against one in the lock file.
 */
export const TYPESCRIPT_VERSION = "6.0.3";

/** Commands of this package that are tasks of the repository. */
const COMMANDS = {
  preview: "Show what a regeneration would change, and write nothing",
  drift: "List managed files that are not as this version generates them from .projenrc.ts",
  "upgrade-template": "Move to another version of the package that this repository is made from",
};

/** What regenerates the repository: `package.json`, `.projenrc.ts` and the tasks around them. */
export class ProjenToolchain extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const npm = new NpmPackage(project, {
      packageName: settings.name,
      packageManager: javascript.NodePackageManager.NPM,
      description: "Distributed tracing on Amazon EKS: OpenTelemetry Collector, tail sampling, AWS X-Ray",
      license: settings.repository.license,
      licensed: settings.repository.license !== "UNLICENSED",
      minNodeVersion: MIN_NODE_VERSION,
      entrypoint: "",
      autoDetectBin: false,
      addPackageManagerToDevEngines: false,
      deleteOrphanedLockFiles: false,
    });
    npm.addField("private", true);
    npm.addDevDeps(
      `projen@${settings.projenVersion ?? runningProjenVersion()}`,
      `jiti@${JITI_VERSION}`,
      ...settings.devDeps,
    );

    const projenrc = new Projenrc(project, { runner: typescript.TypeScriptRunner.nodejs() });
    project.defaultTask?.reset();
    // By path, because `npx` costs a third of a second and node_modules/.bin is not executable as such on Windows.
    project.defaultTask?.execArgs(["node", "node_modules/jiti/lib/jiti-cli.mjs", ".projenrc.ts"]);
    for (const [name, description] of Object.entries(COMMANDS)) {
      const execArgs = ["node", "node_modules/eks-otel-tracing/lib/cli.js", name];
      project.addTask(name, { description, steps: [{ execArgs, receiveArgs: true }] });
    }
    project.addTask("typecheck", {
      description: "Check the types of .projenrc.ts, which synthesis leaves out to be quick",
      steps: [
        {
          execArgs: [
            "npx",
            "--yes",
            `--package=typescript@${TYPESCRIPT_VERSION}`,
            "tsc",
            "--noEmit",
            "--project",
            projenrc.tsconfig.fileName,
          ],
        },
      ],
    });
  }
}

/** With the newline at its end that `.editorconfig` asks for. */
class Projenrc extends typescript.ProjenrcTs {
  override projectCreation(initProject: InitProject): void {
    super.projectCreation(initProject);
    appendFileSync(join(this.project.outdir, this.filePath), "\n");
  }
}

/** `npm ci`, which projen runs when `CI` is set, refuses where there is no lock file yet. */
class NpmPackage extends javascript.NodePackage {
  override postSynthesize(): void {
    const { CI } = process.env;
    if (!existsSync(join(this.project.outdir, this.lockFile))) {
      delete process.env.CI;
    }
    try {
      super.postSynthesize();
    } finally {
      if (CI !== undefined) {
        process.env.CI = CI;
      }
    }
  }
}

function runningProjenVersion(): string {
  return require("projen/package.json").version;
}
