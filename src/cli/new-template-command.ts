import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { templatePackageFiles } from "../organisation/template-package-files";
import { UserError } from "../user-error";
import { type Command, EXIT } from "./command";
import { ownManifest } from "./own-manifest";

/** `eks-otel-tracing new-template` */
export const newTemplateCommand: Command = {
  usage: "NAME",
  flags: {
    organisation: {
      type: "string",
      value: "TEXT",
      description: "Your organisation, the first word of NAME if left out",
    },
  },
  notes: [
    "Writes an npm package, from which your organisation's repositories are made, into a new directory NAME: a preset with",
    "defaults and rules, an own option, tests, and a workflow that publishes it. Then: npm install, npm test.",
  ].join("\n"),
  async run({ flags: { organisation }, positionals: [name, ...others] }) {
    if (name === undefined || others.length > 0) {
      throw new UserError("new-template takes one argument, the name of the package, such as acme-tracing.");
    }
    const { folder, files } = templatePackageFiles({
      name,
      organisation: organisation as string | undefined,
      generator: ownManifest(),
    });
    refuseOccupied(folder);
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const paths = Object.keys(files);
    return {
      exitCode: EXIT.same,
      data: { directory: folder, files: paths },
      text: (style) =>
        [
          style("bold", `${folder}/`),
          ...paths.map((path) => `  ${path}`),
          "",
          `Next: cd ${folder} && npm install && npm test`,
        ].join("\n"),
    };
  },
};

/** @throws UserError when there is anything that a person may miss */
function refuseOccupied(directory: string): void {
  if (existsSync(directory) && (!statSync(directory).isDirectory() || readdirSync(directory).length > 0)) {
    throw new UserError(
      `${directory} exists and is no empty directory: nothing was written. Delete it, or go elsewhere.`,
    );
  }
}
