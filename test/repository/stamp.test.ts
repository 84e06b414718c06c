import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStamp } from "../../src/repository/stamp";

function repository(stamp?: string): string {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  if (stamp !== undefined) {
    mkdirSync(join(directory, ".projen"));
    writeFileSync(join(directory, ".projen/template.json"), stamp);
  }
  return directory;
}

test("the stamp says template and versions", () => {
  const stamp = { template: "acme", packages: { acme: "1.0.0", "eks-otel-tracing": "2.0.0" } };
  expect(readStamp(repository(JSON.stringify({ "//": "generated", ...stamp })))).toEqual(stamp);
});

test.each([
  undefined,
  "",
  "null",
  "[]",
  '<<<<<<< HEAD\n{"template": "acme"}\n=======\n',
  '{"template": "acme"}',
  '{"template": "acme", "packages": {"other": "1.0.0"}}',
])("%j is no stamp, and no crash", (text) => {
  expect(readStamp(repository(text))).toBeUndefined();
});
