import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { parseAllDocuments } from "yaml";
import { acceptance } from "../acceptance";
import { MatrixRepositories } from "../module/matrix-repositories";

/** What `npm install` makes, and a Dockerfile may copy when it is there. */
const OPTIONAL = "*";

let matrix: MatrixRepositories;
beforeAll(async () => {
  matrix = await MatrixRepositories.generate(["defaults"]);
}, 60_000);
afterAll(() => matrix?.remove());

acceptance(
  "Example application",
  "its Dockerfile has no mistake in its instructions and their flags",
  async ({ ranIn }) => {
    expect(validate(dockerfile()).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`)).toEqual([]);
    ranIn("dockerfile-utils", require("dockerfile-utils/package.json").version);
  },
);

acceptance(
  "Example application",
  "its Dockerfile copies what is there, and runs as the user, on the port and by the file that the rest of it names",
  async ({ ranIn }) => {
    const ignored = readFileSync(join(application(), ".dockerignore"), "utf8").trim().split("\n");
    const copied = instructions("COPY")
      .filter((args) => !args.startsWith("--from="))
      .flatMap((args) => args.split(/\s+/).slice(0, -1))
      .filter((source) => !source.endsWith(OPTIONAL));
    expect(copied.length).toBeGreaterThan(0);
    expect(copied.filter((source) => !existsSync(join(application(), source)) || ignored.includes(source))).toEqual([]);

    const pods = parseAllDocuments(readFileSync(join(application(), "kubernetes.yaml"), "utf8"))
      .map((document) => document.toJS())
      .filter(({ kind }) => kind === "Deployment")
      .map(({ spec }) => spec.template.spec);
    for (const { securityContext, containers } of pods) {
      expect(instructions("USER")).toEqual([`${securityContext.runAsUser}:${securityContext.runAsGroup}`]);
      expect(instructions("EXPOSE")).toEqual([String(containers[0].ports[0].containerPort)]);
    }
    const [, file] = JSON.parse(instructions("CMD")[0]);
    expect(copied.some((source) => file.startsWith(source)) && existsSync(join(application(), file))).toBe(true);
    ranIn("dockerfile-utils", require("dockerfile-utils/package.json").version);
  },
);

acceptance.notRun(
  "Example application",
  "its image is built from the Dockerfile",
  "no package registry serves a builder of images or the base image: `docker build examples/apps/express`",
);

const application = () => join(matrix.of("defaults"), "examples/apps/express");
const dockerfile = () => readFileSync(join(application(), "Dockerfile"), "utf8");

function instructions(name: string): string[] {
  return [...dockerfile().matchAll(new RegExp(`^${name}\\s+(.+)$`, "gm"))].map(([, args]) => args);
}
