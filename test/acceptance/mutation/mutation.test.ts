import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptance } from "../acceptance";
import { MUTATIONS, type Mutation } from "./mutations";

const ROOT = join(__dirname, "../../..");
const JEST = join(ROOT, "node_modules/jest/bin/jest.js");
const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules/jest/package.json"), "utf8"));

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "eks-otel-tracing-mutation-"));
  for (const path of ["src", "templates", "docs", "test", "jest.config.json", "package.json", "tsconfig.json"]) {
    cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

acceptance(
  "the tests",
  "pass on the generator as it is",
  async ({ ranIn }) => {
    ranIn("jest", version);
    expect(failures(MUTATIONS.map(({ caughtBy }) => caughtBy))).toEqual([]);
  },
  { tier: "full" },
);

for (const mutation of MUTATIONS) {
  acceptance(
    "the tests",
    `catch a generator that ${mutation.name}`,
    async ({ ranIn }) => {
      ranIn("jest", version);
      const failed = whileBroken(mutation, () => failures([mutation.caughtBy]));
      expect(failed).not.toEqual([]);
      console.log(`A generator that ${mutation.name} fails:\n${failed.map((name) => `  ${name}`).join("\n")}`);
    },
    { tier: "full" },
  );
}

function whileBroken<T>({ file, from, to }: Mutation, look: () => T): T {
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  expect(text.split(from)).toHaveLength(2);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    return look();
  } finally {
    writeFileSync(path, text);
  }
}

/** Full names of those tests in these files that fail. */
function failures(files: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync(process.execPath, [JEST, "--json", "--silent", "--runTestsByPath", ...files], {
    cwd: copy,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout.startsWith("{")) {
    throw new Error(`jest did not run:\n${stderr}`);
  }
  const { numTotalTests, testResults } = JSON.parse(stdout);
  expect(numTotalTests).toBeGreaterThan(0);
  return testResults.flatMap((file: any) =>
    file.assertionResults.length === 0
      ? [`${file.name.slice(copy.length + 1)}: ${file.message}`]
      : file.assertionResults.filter((test: any) => test.status === "failed").map((test: any) => test.fullName),
  );
}
