/** The README's quick start, from a checkout: scaffold, look, change an option, regenerate, look at the diff. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { regenerate, scaffold } from "./scaffold";

const directory = resolve(process.env.INIT_CWD ?? process.cwd(), process.argv[2] ?? "quickstart");

try {
  step(`Scaffold a repository in ${directory}`);
  scaffold(directory);

  step("What came out");
  console.log(tree(git("ls-files").trim().split("\n")));

  step("Change one option: keep 25 % of ordinary traces instead of 10 %");
  const projenrc = join(directory, ".projenrc.ts");
  writeFileSync(projenrc, readFileSync(projenrc, "utf8").replace("({", "({\n  samplingRatePercentage: 25,"));
  regenerate(directory);

  step("What changed");
  console.log(git("diff", "--stat"));
  console.log(git("diff", "--unified=1"));
  console.log(`The repository is in ${directory}. Edit .projenrc.ts there, and run "npx projen".`);
} catch (error) {
  console.error(`quickstart: ${(error as Error).message}`);
  process.exit(1);
}

function step(title: string): void {
  console.log(`\n=== ${title}\n`);
}

function git(...args: string[]): string {
  return execFileSync("git", ["--no-pager", ...args], { cwd: directory, encoding: "utf8" });
}

/** Paths as a tree, folders before what is in them. */
function tree(paths: readonly string[]): string {
  const seen = new Set<string>();
  return paths
    .flatMap((path) => {
      const parts = path.split("/");
      return parts.flatMap((part, depth) => {
        const prefix = parts.slice(0, depth + 1).join("/");
        if (seen.has(prefix)) {
          return [];
        }
        seen.add(prefix);
        return [`${"  ".repeat(depth)}${part}${depth < parts.length - 1 ? "/" : ""}`];
      });
    })
    .join("\n");
}
