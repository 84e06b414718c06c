/** Packs the compiled package into dist/js, under a name that does not depend on its version. */
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");
const DIST = join(ROOT, "dist/js");

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
const [packed] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", DIST], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  }),
);
renameSync(join(DIST, packed.filename), join(DIST, "eks-otel-tracing.tgz"));
console.log(`dist/js/eks-otel-tracing.tgz: ${packed.entryCount} files, ${Math.round(packed.size / 1024)} KiB packed`);
