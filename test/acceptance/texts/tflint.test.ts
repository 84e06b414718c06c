import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { MatrixRepositories } from "../module/matrix-repositories";

acceptance(
  "Module",
  "tflint has nothing to say by the generated rules, with any options",
  async ({ ranIn }) => {
    const { path, version } = await install("tflint");
    const matrix = await MatrixRepositories.shared();
    for (const directory of matrix.all) {
      await run(path, ["--recursive", "--format", "compact", "--no-color"], { directory });
    }
    ranIn("tflint", version);
  },
  { tier: "full" },
);

/** What a person may add to the module, and the rule that minds. */
const MISTAKES: Readonly<Record<string, string>> = {
  terraform_documented_variables:
    'variable "bare" {\n  type = string\n}\n\noutput "bare_output" {\n  description = "x"\n  value       = var.bare\n}\n',
  terraform_naming_convention: 'output "not-SNAKE" {\n  description = "x"\n  value       = 1\n}\n',
  terraform_unused_declarations: "locals {\n  unused = 1\n}\n",
  terraform_deprecated_interpolation: 'output "old" {\n  description = "x"\n  value       = "${local.host}"\n}\n',
};

acceptance(
  "Module",
  "tflint minds, by the generated rules, what a person adds that is undocumented, unused, misnamed or out of date",
  async ({ ranIn }) => {
    const { path, version } = await install("tflint");
    const repositories = await MatrixRepositories.generate("the module alone");
    const directory = repositories.of("the module alone");
    writeFileSync(join(directory, "added.tf"), Object.values(MISTAKES).join("\n"));
    const { status, stdout } = spawnSync(path, ["--format", "json"], { cwd: directory, encoding: "utf8" });
    await repositories.remove();
    expect(status).toBe(2); // as it ends when there are issues
    const { issues } = JSON.parse(stdout);
    expect(new Set(issues.map(({ range }: any) => range.filename))).toEqual(new Set(["added.tf"]));
    expect([...new Set(issues.map(({ rule }: any) => rule.name))]).toEqual(
      expect.arrayContaining(Object.keys(MISTAKES)),
    );
    ranIn("tflint", version);
  },
  { tier: "full" },
);
