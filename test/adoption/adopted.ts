import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { userEnvironment } from "../../scripts/scaffold";
import { type Adoption, adoption } from "../../src/adoption/adoption";
import { recognisedModule } from "../../src/adoption/recognised-module";

export const ARTICLE = join(__dirname, "fixtures/article");

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** A directory with the article's module, and files in place of its own; null leaves one out. */
export function handWritten(files: Record<string, string | null> = {}, from: string | null = ARTICLE): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "eks-otel-tracing-")));
  made.push(directory);
  if (from !== null) {
    cpSync(from, directory, { recursive: true });
  }
  for (const [path, text] of Object.entries(files)) {
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === null) {
      rmSync(file);
    } else {
      writeFileSync(file, text);
    }
  }
  return directory;
}

export function commit(directory: string): void {
  for (const args of [
    ["init", "--quiet"],
    ["add", "."],
    ["commit", "--quiet", "--message", "by hand"],
  ]) {
    execFileSync("git", args, { cwd: directory, env: userEnvironment() });
  }
}

const surroundings = () => ({ cwd: process.cwd(), post: process.env.PROJEN_DISABLE_POST });

/** What becomes of a directory, and the text of each file that changes. */
export async function adopted(directory: string): Promise<Adoption & { texts: Record<string, string | undefined> }> {
  const generator = { package: require("../../src"), projen: require("projen") };
  const before = surroundings();
  const result = await adoption(directory, "1.2.3", generator);
  expect(surroundings()).toEqual(before);
  return {
    ...result,
    texts: Object.fromEntries(result.changes.map(({ path, after }) => [path, after?.content.toString("utf8")])),
  };
}

/** The options that were recognised, by their paths. No repository is generated. */
export async function recognised(directory: string): Promise<Record<string, unknown>> {
  const { findings } = await recognisedModule(directory);
  return Object.fromEntries(findings.options);
}
