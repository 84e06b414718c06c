import { basename, dirname } from "node:path";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { MATRIX, MATRIX_ENTRIES, type MatrixEntry, TESTED_BY_OPENTOFU } from "../matrix";
import { openTofu, type Terraform, terraform } from "../tools";
import { generatedMatrix } from "./matrix-repositories";

const matrix = generatedMatrix();

acceptance("Module", "`fmt` has nothing to change, with any options", async ({ ranIn }) => {
  const program = await terraform();
  await checkFormat(program);
  ranIn(program.name, program.version);
});

acceptance(
  "Module",
  "OpenTofu's `fmt` has nothing to change either, with any options",
  async ({ ranIn }) => {
    const program = await openTofu();
    await checkFormat(program);
    ranIn(program.name, program.version);
  },
  { tier: "full" },
);

test("OpenTofu runs every generated file of tests", async () => {
  const tests = await matrix().files(".tftest.hcl");
  const namesIn = (entries: readonly MatrixEntry[]) =>
    new Set(
      tests
        .filter((file) => entries.some((entry) => dirname(dirname(file)) === matrix().of(entry)))
        .map((file) => basename(file)),
    );
  expect([...namesIn(TESTED_BY_OPENTOFU)].sort()).toEqual([...namesIn(MATRIX_ENTRIES)].sort());
});

async function checkFormat({ path }: Terraform): Promise<void> {
  const files = await matrix().files(".tf", ".tftest.hcl");
  const sets = Object.values(MATRIX);
  // The module, its examples and its tests; some options add files.
  expect(files.length).toBeGreaterThanOrEqual(sets.length * (7 + 8 + 3));
  await run(path, ["fmt", "-check", "-diff", "-recursive", "-no-color", matrix().directory]);
}
