import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktn/hcl2json";
import { acceptance } from "../acceptance";
import { MATRIX_ENTRIES } from "../matrix";
import { generatedMatrix } from "../module/matrix-repositories";

const matrix = generatedMatrix();

acceptance(
  "README",
  "its table of inputs is what the variables say: name, description, type and default",
  async ({ ranIn }) => {
    for (const entry of MATRIX_ENTRIES) {
      const { variable } = await hcl(entry, "variables.tf");
      const declared = Object.entries(variable).map(([name, [{ description, type, ...rest }]]) => ({
        name,
        description,
        type: oneLine(type as string),
        ...("default" in rest ? { default: rest.default } : {}),
      }));
      const documented = await Promise.all(
        table(entry, "Inputs").map(async ([name, description, type, preset]) => ({
          name: text(name),
          description,
          type: oneLine(text(type)),
          ...(preset === "required" ? {} : { default: await evaluate(text(preset)) }),
        })),
      );
      expect(sorted(documented)).toEqual(sorted(declared));
    }
    ranIn("hcl2json", require("@cdktn/hcl2json/package.json").version);
  },
);

acceptance("README", "its table of outputs is what the outputs say: name and description", async ({ ranIn }) => {
  for (const entry of MATRIX_ENTRIES) {
    const { output } = await hcl(entry, "outputs.tf");
    const declared = Object.entries(output).map(([name, [{ description }]]) => ({ name, description }));
    const documented = table(entry, "Outputs").map(([name, description]) => ({ name: text(name), description }));
    expect(sorted(documented)).toEqual(sorted(declared));
  }
  ranIn("hcl2json", require("@cdktn/hcl2json/package.json").version);
});

type Blocks = Record<string, Record<string, [Record<string, unknown>]>>;

async function hcl(entry: (typeof MATRIX_ENTRIES)[number], file: string): Promise<Blocks> {
  return (await parse(file, readFileSync(join(matrix().of(entry), file), "utf8"))) as Blocks;
}

/** Cells of the table below a heading, row by row, without the head. */
function table(entry: (typeof MATRIX_ENTRIES)[number], heading: string): string[][] {
  const [, section] = readFileSync(join(matrix().of(entry), "README.md"), "utf8").split(`\n## ${heading}\n`);
  const [, , ...rows] = section.trimStart().split("\n\n")[0].split("\n");
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|")),
  );
}

/** The text of a cell that is all code. */
function text(cell: string): string {
  expect(cell).toMatch(/^`[^`]+`$/);
  return cell.slice(1, -1);
}

/** A type without what differs between one line and several: spaces, line breaks and commas. */
function oneLine(type: string): string {
  return type.replace(/^\$\{([\s\S]*)\}$/, "$1").replaceAll(/[\s,]/g, "");
}

/** A value in HCL, read as Terraform reads it. */
async function evaluate(expression: string): Promise<unknown> {
  return ((await parse("default.tf", `value = ${expression}\n`)) as { value: unknown }).value;
}

const sorted = (rows: readonly { name: string }[]) => [...rows].sort((a, b) => a.name.localeCompare(b.name));
