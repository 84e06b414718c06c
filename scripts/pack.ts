/**
 * Packs the compiled package into dist/js, under a name that does not depend on its version. Its pages lead to the source of
 * that version, because npm shows them where nothing lies beside them.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..");
const DIST = join(ROOT, "dist/js");

const { version, repository } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const source = `${repository.url.replace(/\.git$/, "")}/blob/${version === "0.0.0" ? "main" : `v${version}`}`;

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const staged = mkdtempSync(join(tmpdir(), "eks-otel-tracing-pack-"));
try {
  for (const { path } of pack(ROOT, "--dry-run").files) {
    mkdirSync(dirname(join(staged, path)), { recursive: true });
    cpSync(join(ROOT, path), join(staged, path));
  }
  edit("README.md", (text) => text.replaceAll(/(?<=\]\()(?![a-z]+:|#)/g, `${source}/`));
  if (version !== "0.0.0") {
    edit("CHANGELOG.md", (text) => text.replace(/^## Unreleased$/m, `## ${version}`));
  }
  const packed = pack(staged, "--pack-destination", DIST);
  renameSync(join(DIST, packed.filename), join(DIST, "eks-otel-tracing.tgz"));
  console.log(`dist/js/eks-otel-tracing.tgz: ${packed.entryCount} files, ${Math.round(packed.size / 1024)} KiB packed`);
} finally {
  rmSync(staged, { recursive: true, force: true });
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(join(staged, path), change(readFileSync(join(staged, path), "utf8")));
}

function pack(directory: string, ...flags: string[]) {
  const [report] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", ...flags], {
      cwd: directory,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 16 * 1024 * 1024,
      shell: process.platform === "win32",
    }),
  );
  return report;
}
