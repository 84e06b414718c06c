/**
 * Inlines what the package needs at run time into lib/index.js, its templates too, so that it depends on nothing but projen
 * and constructs, and loads one file. What only the commands need goes into lib/cli.js and lib/evaluator.js, which `npx projen` does not load.
 * The parser of the command that adopts is WebAssembly, which lies beside them. What only options with a regular expression need is
 * lib/re2.js. Writes the licences of what it inlined beside them.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync } from "node:zlib";
import { build, type Plugin } from "esbuild";
import * as valibot from "valibot";

const ROOT = join(__dirname, "..");
/** Templates of files that commands write, and no repository has. */
const isOfCommands = (template: string) => /^(organisation-template|campaign)\//.test(template);
/** Each bundle, what it is made from, and the templates that are rendered there. */
const BUNDLES = [
  { name: "index", from: "lib/index.js", shows: (template: string) => !isOfCommands(template) },
  { name: "cli", from: "lib/cli/cli.js", shows: isOfCommands },
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
      // Beside the file that asks for it: re2 in lib/settings/ as in lib/, and the generator itself for the command that adopts.
      external: ["projen", "constructs", "./index.js", ...(name === "re2" ? [] : ["./re2"])],
      // cdktf packs assets with it, which a module has none of. It is half of the bundle and of the time to load it.
      alias: { archiver: join(ROOT, "scripts/no-archiver.js") },
      plugins: [
        inlinedTemplates(shows),
        besideTheBundle,
        namedClasses,
        usedOfValibot,
        usedOfProjen,
        withoutStackTraces,
      ],
      minify: true,
      legalComments: "none",
      metafile: true,
    });
    inputs.push(...Object.keys(metafile.inputs));
  }

  packParser();

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

/** What the HCL parser reads its WebAssembly with: from beside the bundle, where Brotli has made it smaller than gzip had. */
const WASM = "hcl2json.wasm.br";
const INSTEAD: Readonly<Record<string, string>> = {
  "fs-extra": `exports.readFile = () => require("node:fs/promises").readFile(require("node:path").join(__dirname, "${WASM}"));`,
  zlib: `exports.gunzipSync = require("node:zlib").brotliDecompressSync;`,
  // Of that name there is no module, and Node has had the global for long.
  performance: "module.exports = globalThis.performance;",
};
const besideTheBundle: Plugin = {
  name: "beside-the-bundle",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\.\/index$/ }, ({ importer }) =>
      /lib[\\/]cli[\\/]/.test(importer) ? { path: "./index.js", external: true } : undefined,
    );
    onResolve({ filter: /^(fs-extra|zlib|performance)$/ }, ({ path, importer }) =>
      importer.includes("hcl2json") ? { path, namespace: "wasm" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "wasm" }, ({ path }) => ({ contents: INSTEAD[path] }));
  },
};

/**
 * Our classes keep their names, by which a preview says who wrote a file. esbuild's `keepNames` calls a function for each function of
 * the bundle as well, a quarter of the time to load it.
 */
const namedClasses: Plugin = {
  name: "named-classes",
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, ({ path }) =>
      path.startsWith(join(ROOT, "lib") + sep)
        ? {
            contents: readFileSync(path, "utf8").replace(
              /^class (\w+)(?: extends .+)? \{$/gm,
              '$& static name = "$1";',
            ),
          }
        : undefined,
    );
  },
};

function sourceTexts(): string[] {
  return readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(ROOT, "src", path), "utf8"));
}

/** Those of valibot's 320 names that a file says with its `v`. CommonJS would bring them all, and copy them for each file that imports it. */
const usedOfValibot: Plugin = {
  name: "used-of-valibot",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^valibot$/ }, () => ({ path: "valibot", namespace: "used" }));
    onLoad({ filter: /.*/, namespace: "used" }, () => {
      const said = sourceTexts().flatMap((text) => text.match(/(?<=\bv\.)\w+/g) ?? []);
      const names = [...new Set(said)].filter((name) => name in valibot).sort();
      return {
        contents: `export { ${names.join(", ")} } from "./node_modules/valibot/dist/index.mjs";`,
        resolveDir: ROOT,
      };
    });
  },
};

/**
 * Those files of projen that we need, which are half of it: all project types come with its index. A version that has them elsewhere
 * is loaded as a whole.
 */
const usedOfProjen: Plugin = {
  name: "used-of-projen",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^projen$/ }, ({ namespace }) =>
      namespace === "parts" ? { path: "projen", external: true } : { path: "projen", namespace: "parts" },
    );
    onLoad({ filter: /.*/, namespace: "parts" }, () => {
      const parts = importedFromProjen().map((name) => `${name}: ${partOfProjen(name)}`);
      return {
        contents: `
          const parts = () => ({ ${parts.join(", ")} });
          try { module.exports = parts(); } catch { module.exports = require("projen"); }`,
      };
    });
  },
};

function importedFromProjen(): string[] {
  const imports = sourceTexts().flatMap((text) => [...text.matchAll(/^import \{([^}]+)\} from "projen";/gm)]);
  const names = imports.flatMap(([, list]) => list.split(",").map((name) => name.trim()));
  return [...new Set(names)].filter((name) => name !== "" && !name.startsWith("type ")).sort();
}

/** What gives this name of projen's index: a file that it exports all of, or a submodule. */
function partOfProjen(name: string): string {
  const index = readFileSync(require.resolve("projen"), "utf8");
  if (index.includes(`exports.${name} = __importStar(require("./${name}"))`)) {
    return `require("projen/lib/${name}")`;
  }
  const files = [...index.matchAll(/^__exportStar\(require\("\.\/([\w-]+)"\), exports\);/gm)].map(([, file]) => file);
  const file = files.find((path) => name in require(`projen/lib/${path}`));
  if (file === undefined) {
    throw new Error(`projen's index does not say where ${name} comes from`);
  }
  return `require("projen/lib/${file}").${name}`;
}

/** Where each of cdktf's tokens was made, which its own errors alone show. */
const withoutStackTraces: Plugin = {
  name: "without-stack-traces",
  setup({ onLoad }) {
    onLoad({ filter: /cdktf[\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/ }, () => ({
      contents: "exports.captureStackTrace = () => [];",
    }));
  },
};

/** Takes a quarter of a minute, so what is there is kept when it is the same. */
function packParser(): void {
  const wasm = gunzipSync(readFileSync(join(dirname(require.resolve("@cdktn/hcl2json")), "../main.wasm.gz")));
  const target = join(ROOT, "lib", WASM);
  if (existsSync(target) && brotliDecompressSync(readFileSync(target)).equals(wasm)) {
    return;
  }
  const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  writeFileSync(
    target,
    brotliCompressSync(wasm, { params: { [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: wasm.length } }),
  );
}

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
