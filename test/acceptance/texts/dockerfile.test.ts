import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { validate } from "dockerfile-utils";
import { parseAllDocuments } from "yaml";
import { acceptance } from "../acceptance";
import { EXAMPLE_APPS } from "../matrix";
import { generatedMatrix } from "../module/matrix-repositories";

const matrix = generatedMatrix();

acceptance(
  "Example applications",
  "their Dockerfiles have no mistake in an instruction or a flag, as far as one sees without building",
  async ({ ranIn }) => {
    const problems = (await dockerfiles()).flatMap((file) =>
      validate(readFileSync(file, "utf8")).map(
        ({ message, range }) => `${matrix().name(file)}:${range.start.line + 1} ${message}`,
      ),
    );
    expect(problems).toEqual([]);
    ranIn("dockerfile-utils", version);
  },
);

acceptance(
  "Example applications",
  "their Dockerfiles copy what is there and not ignored, and run as the user and on the port that the manifest names",
  async ({ ranIn }) => {
    for (const file of await dockerfiles()) {
      const there = readdirSync(dirname(file));
      const [everything, ...rules] = rulesOf(join(dirname(file), ".dockerignore"));
      expect(everything).toBe("*");
      const sources = copiedSources(file);
      expect(sources).not.toEqual([]);
      for (const source of sources) {
        expect(rules).toContain(`!${source.replace(/\*$/, "")}`); // `package-lock.json*`: it need not be there
        expect(source.endsWith("*") || there.some((name) => matches(name, source))).toBe(true);
      }

      const pods = podSpecs(join(dirname(file), "kubernetes.yaml"));
      expect(pods).not.toEqual([]);
      for (const { securityContext, containers } of pods) {
        expect(instructions(file, "USER")).toEqual([`${securityContext.runAsUser}:${securityContext.runAsGroup}`]);
        expect(instructions(file, "EXPOSE")).toEqual([String(containers[0].ports[0].containerPort)]);
      }
    }
    ranIn("dockerfile-utils", version);
  },
);

acceptance.notRun(
  "Example applications",
  "their images are built from the Dockerfiles",
  "no package registry serves a builder of images or a base image: `docker build examples/apps/express`",
);

const { version } = require("dockerfile-utils/package.json");

async function dockerfiles(): Promise<string[]> {
  const files = await matrix().files("/Dockerfile");
  expect(files).toHaveLength(EXAMPLE_APPS.length);
  return files;
}

function instructions(file: string, name: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(new RegExp(`^${name}\\s+(.+)$`, "gm"))].map(([, args]) => args);
}

/** What is copied from the application's folder, not from another stage. */
function copiedSources(file: string): string[] {
  return instructions(file, "COPY")
    .filter((args) => !args.includes("--from="))
    .flatMap((args) => args.split(/\s+/).slice(0, -1));
}

function rulesOf(dockerignore: string): string[] {
  return readFileSync(dockerignore, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Whether a name is meant by a pattern whose only wildcard is one at its beginning. */
function matches(name: string, pattern: string): boolean {
  return pattern.startsWith("*") ? name.endsWith(pattern.slice(1)) : name === pattern;
}

function podSpecs(manifest: string): any[] {
  return parseAllDocuments(readFileSync(manifest, "utf8"))
    .map((document) => document.toJS())
    .filter(({ kind }) => kind === "Deployment")
    .map(({ spec }) => spec.template.spec);
}
