import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { MATRIX } from "../matrix";
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

async function checkFormat({ path }: Terraform): Promise<void> {
  const files = await matrix().files(".tf", ".tftest.hcl");
  const sets = Object.values(MATRIX);
  // The module, its examples and its tests; some options add files.
  expect(files.length).toBeGreaterThanOrEqual(sets.length * (7 + 8 + 3));
  await run(path, ["fmt", "-check", "-diff", "-recursive", "-no-color", matrix().directory]);
}
