import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EksOtelTracingProject } from "../../src";
import type { ExampleApp } from "../../src/options";

const outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));

/** Generates with these examples, and gives what was said. */
function generate(...exampleApps: ExampleApp[]): string[] {
  const project = new EksOtelTracingProject({ outdir, exampleApps });
  const warn = jest.spyOn(project.logger, "warn").mockImplementation();
  project.synth();
  return warn.mock.calls.map(([text]) => text).filter((text) => text.includes("examples/apps"));
}

beforeAll(() => {
  process.env.PROJEN_DISABLE_POST = "true";
});
afterAll(() => {
  delete process.env.PROJEN_DISABLE_POST;
});

test("a framework that is left out again loses what is managed and keeps what is the user's, which is said once", () => {
  expect(generate("django", "go")).toEqual([]);
  expect(generate("go")).toEqual([expect.stringContaining("examples/apps/django/ is no longer generated")]);

  const django = join(outdir, "examples/apps/django");
  expect(existsSync(join(django, "Dockerfile"))).toBe(false);
  expect(existsSync(join(django, "shop/views.py"))).toBe(true);
  expect(existsSync(join(outdir, "examples/apps/go/Dockerfile"))).toBe(true);

  expect(generate("go")).toEqual([]);
});
