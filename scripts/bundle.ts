/**
 * Inlines what the package needs at run time into lib/index.js, its templates too, so that it depends on nothing but projen
 * and constructs, and loads one file. What only the commands need goes into lib/cli.js and lib/evaluator.js, which `npx projen` does not load.
 * What only options with a regular expression need is lib/re2.js. Writes the licences of what it inlined beside them.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build, type Plugin } from "esbuild";

const ROOT = join(__dirname, "..");
/** Templates of an organisation's template package, which one command writes. */
const isOfTemplatePackage = (template: string) => template.startsWith("organisation-template/");
/** Each bundle, what it is made from, and the templates that are rendered there. */
const BUNDLES = [
  { name: "index", from: "lib/index.js", shows: (template: string) => !isOfTemplatePackage(template) },
  { name: "cli", from: "lib/cli/cli.js", shows: isOfTemplatePackage },
  { name: "evaluator", from: "lib/lifecycle/evaluator.js", shows: () => false },
  { name: "re2", from: "lib/settings/re2.js", shows: () => false },
];

async function bundle(): Promise<void> {
  const inputs: string[] = [];
  // One after the other: the first replaces its own input, which the others do not read.
  for (const { name, from, shows } of BUNDLES) {
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: { [name]: join(ROOT, from) },
      outdir: join(ROOT, "lib"),
      allowOverwrite: true,
      bundle: true,
      platform: "node",
      target: "node20",
      // Beside the file that asks for it, in lib/settings/ as in lib/.
      external: ["projen", "constructs", ...(name === "re2" ? [] : ["./re2"])],
      // cdktf packs assets with it, which a module has none of. It is half of the bundle and of the time to load it.
      alias: { archiver: join(ROOT, "scripts/no-archiver.js") },
      plugins: [inlinedTemplates(shows)],
      minifySyntax: true,
      minifyWhitespace: true,
      keepNames: true,
      legalComments: "none",
      metafile: true,
    });
    inputs.push(...Object.keys(metafile.inputs));
  }

  /** Folders of the packages, some of them within others. */
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? []),
  );
  const licences = [...new Set([...folders].map(licenceOf))].sort();
  writeFileSync(
    join(ROOT, "lib/THIRD_PARTY_LICENSES.txt"),
    `The files in lib/ contain the following packages, unchanged. Their source is on npm under the same name and version.\n\n${licences.join("\n")}`,
  );
}

/** In place of the file that reads templates from the disk: the texts of those that a bundle shows, by path. */
const inlinedTemplates = (shows: (template: string) => boolean): Plugin => ({
  name: "inlined-templates",
  setup({ onLoad }) {
    onLoad({ filter: /lib[\\/]template-source\.js$/ }, () => {
      const folder = join(ROOT, "templates");
      const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(folder, path).replaceAll(sep, "/"), readFileSync(path, "utf8")] as const)
        .filter(([path]) => shows(path))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        contents: `const texts = ${JSON.stringify(Object.fromEntries(texts))};\nexports.templateSource = (path) => texts[path];`,
      };
    });
  },
});

function licenceOf(path: string): string {
  const folder = join(ROOT, path);
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
  return `${name} ${version} (${license})\n${"=".repeat(80)}\n\n${text}\n`;
}

bundle().catch((error) => {
  console.error(error);
  process.exit(1);
});
