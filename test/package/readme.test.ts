import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

jest.setTimeout(120_000);

const ROOT = join(__dirname, "../..");
const PACKAGES = join(ROOT, "node_modules");

/** The code of the README's page for template owners, by language, in order. */
const page = readFileSync(join(ROOT, "README.md"), "utf8")
  .split("\n## Your organisation's template\n")[1]
  .split("\n## ")[0];
const code = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, text]) => text);

let directory: string;
beforeAll(() => {
  const [template, projenrc] = code("ts");
  directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-readme-"));
  mkdirSync(join(directory, "node_modules"));
  symlinkSync(ROOT, join(directory, "node_modules/eks-otel-tracing"));
  for (const name of ["projen", "constructs"]) {
    symlinkSync(join(PACKAGES, name), join(directory, "node_modules", name));
  }
  writeFileSync(join(directory, "acme-tracing.ts"), template);
  writeFileSync(join(directory, ".projenrc.ts"), projenrc);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("its code has the types that it needs", () => {
  const flags = ["--noEmit", "--strict", "--skipLibCheck", "--module", "node16", "--target", "es2022"];
  const { stdout } = spawnSync(process.execPath, [join(PACKAGES, "typescript/bin/tsc"), ...flags, ".projenrc.ts"], {
    cwd: directory,
    encoding: "utf8",
  });
  expect(stdout).toBe("");
});

test("its changes are made", () => {
  expect(run(".projenrc.ts")).toEqual({ status: 0, stderr: "" });
  const [readme, ci, variables] = ["README.md", ".github/workflows/ci.yml", "variables.tf"].map(read);
  expect(readme).toContain("\n## Support\n\nAsk in #tracing. Costs go to CC-0042.\n");
  expect(readme).toContain("\n## Costs\n\nBy the trace.\n\n## How it works\n");
  expect(readme).not.toContain("## Find a trace in X-Ray");
  expect(readme).toContain("A rule of Acme: X-Ray is billed by the trace.");
  expect(readme).toContain("| `role_id` | Id of the IAM role. |");
  expect(Object.keys(parse(ci).jobs)).toEqual(["drift", "terraform", "tflint"]);
  expect(parse(ci).jobs.tflint["runs-on"]).toBe("self-hosted");
  expect(parse(ci).jobs.drift.steps[0]).toEqual({ run: "echo hello" });
  expect(ci).toContain("# Mocked providers: no AWS account is needed.");
  expect(variables).toContain("condition     = var.helm_release.timeout_seconds <= 900\n");
  expect(variables).toContain('variable "stage" {');
  expect([read("OWNERS"), read("CONTRIBUTING.md")]).toEqual(["platform\n", expect.stringContaining("See the wiki.")]);
});

test("its mistakes are reported as it says", () => {
  const [report] = code("text");
  writeFileSync(
    join(directory, "mistaken.ts"),
    "import { AcmeTracing } from './acme-tracing';\nnew AcmeTracing({ costCentr: 'CC-0042', samplingRatePercentage: 50 } as any);\n",
  );
  const { status, stderr } = run("mistaken.ts");
  expect(status).not.toBe(0);
  expect(stderr).toContain(report);
});

function run(script: string): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [join(PACKAGES, "tsx/dist/cli.mjs"), script], {
    cwd: directory,
    encoding: "utf8",
    env: { ...process.env, PROJEN_DISABLE_POST: "true", NODE_OPTIONS: "" },
  });
  return { status, stderr };
}

const read = (path: string) => readFileSync(join(directory, path), "utf8");
