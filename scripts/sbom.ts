/**
 * Writes the software bill of materials of the package, as CycloneDX: the packages whose code is inlined in it, as its licences
 * name them, described by npm from the lock file.
 *
 * @see https://docs.npmjs.com/cli/commands/npm-sbom
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

interface Bom {
  readonly metadata: { readonly component: { name: string; readonly "bom-ref": string } };
  components: { readonly "bom-ref": string; scope?: string; properties?: readonly object[] }[];
  dependencies: { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const { name } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const bom: Bom = JSON.parse(
  execFileSync("npm", ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
  }),
);

const licences = readFileSync(join(ROOT, "lib/THIRD_PARTY_LICENSES.txt"), "utf8");
const inlined = [...licences.matchAll(/^(\S+) (\S+) \(.*\)\n={80}$/gm)].map(
  ([, name, version]) => `${name}@${version}`,
);

const described = new Map(bom.components.map((component) => [component["bom-ref"], component]));
const unknown = inlined.filter((reference) => !described.has(reference));
if (inlined.length === 0 || unknown.length > 0) {
  console.error(`sbom: package-lock.json describes no ${unknown.join(", ") || "package that is inlined"}`);
  process.exit(1);
}

// npm names the root after its directory, and calls what is inlined a development dependency.
const root = bom.metadata.component;
root.name = name;
bom.components = bom.components
  .filter((component) => inlined.includes(component["bom-ref"]))
  .map(({ properties: _, ...component }) => ({ ...component, scope: "required" }));
bom.dependencies = [{ ref: root["bom-ref"], dependsOn: inlined }];

writeFileSync(join(ROOT, `dist/${name}.cdx.json`), `${JSON.stringify(bom, undefined, 2)}\n`);
console.log(`dist/${name}.cdx.json: ${inlined.length} packages`);
