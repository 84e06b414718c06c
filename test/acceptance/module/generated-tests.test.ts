import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerMirror } from "../../../tools/provider-mirror";
import { run } from "../../../tools/run";
import { asserted } from "../../repository/asserted";
import { acceptance } from "../acceptance";
import { generateRepository } from "../harness/applied-module";
import { terraform } from "../tools";
import { BROKEN_MODULES, type BrokenModule } from "./broken-modules";
import { nameProgramsOf } from "./programs";

for (const [name, broken] of Object.entries(BROKEN_MODULES)) {
  acceptance(
    "Module",
    `each assertion and each refusal of the generated tests notices a module that breaks it: ${name}`,
    async ({ ranIn }) => {
      const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-broken-"));
      await generateRepository(directory, broken.options);
      breakModule(directory, broken);
      const tests = oneRunAFile(directory, broken.leftOut ?? []);
      const promised = await Promise.all(tests.map(([path, text]) => asserted(path, text)));

      const [program, mirror] = [await terraform(), await providerMirror()];
      const environment = { CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: mirror.cliConfigFile, TF_IN_AUTOMATION: "1" };
      await run(program.path, ["init", "-backend=false", "-input=false", "-no-color"], { directory, environment });
      const { stdout } = spawnSync(program.path, ["test", "-json"], {
        cwd: directory,
        env: { ...process.env, ...environment },
        encoding: "utf8",
        maxBuffer: 2 ** 26,
      });
      rmSync(directory, { recursive: true });
      expect(noticed(stdout)).toEqual(promised.flatMap((runs) => Object.entries(runs).flatMap(inLines)).sort());
      nameProgramsOf({ program, mirror }, undefined, ranIn);
    },
    { tier: "full" },
  );
}

function breakModule(directory: string, { faults }: BrokenModule): void {
  for (const [file, replacements] of Object.entries(faults)) {
    const path = join(directory, file);
    const broken = replacements.reduce(
      (text, [from, to]) => {
        const changed = typeof from === "string" ? text.replaceAll(from, () => to) : text.replace(from, to);
        expect([file, from, changed === text]).toEqual([file, from, false]);
        return changed;
      },
      readFileSync(path, "utf8"),
    );
    writeFileSync(path, broken);
  }
}

/** Each run in a file of its own: after one that lacks a refusal, Terraform skips the rest of its file. */
function oneRunAFile(directory: string, leftOut: readonly string[]): [path: string, text: string][] {
  const folder = join(directory, "tests");
  const files = readdirSync(folder).filter((name) => name.endsWith(".tftest.hcl"));
  return files.flatMap((name) => {
    const [head, ...runs] = readFileSync(join(folder, name), "utf8").split(/^(?=run ")/m);
    rmSync(join(folder, name));
    return leftOut.includes(`tests/${name}`)
      ? []
      : runs.map((text, index): [string, string] => {
          const path = join(folder, name.replace(".", `-${index}.`));
          writeFileSync(path, head + text);
          return [path, head + text];
        });
  });
}

const inLines = ([name, promises]: [string, string[]]) => promises.map((promise) => `${name}: ${promise}`);

/** What Terraform says of the runs that failed, as {@link asserted} says it. */
function noticed(output: string): string[] {
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter(
      ({ type, diagnostic }) => type === "diagnostic" && /^(Test assertion|Missing expected)/.test(diagnostic.summary),
    )
    .map(({ "@testrun": name, diagnostic: { summary, detail } }) =>
      summary === "Missing expected failure"
        ? `${name}: refuses ${/object, (.*), was expected/.exec(detail)?.[1]}`
        : `${name}: ${detail}`,
    )
    .sort();
}
