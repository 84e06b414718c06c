import { mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@cdktn/hcl2json";
import fc from "fast-check";
import { EksOtelTracingProject, type Preset } from "../../src";
import { settingsWithPresets } from "../../src/organisation/presets";
import { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import { demand, valueAt } from "../../src/settings/rules";
import { generated } from "../generated";
import { optionsOf, rulings } from "./arbitrary-rules";

/** A preset whose own defaults obey its rules, as they have to. What it asks of a repository it does not give. */
const presetOf = (all: Parameters<typeof optionsOf>[0]): Preset => ({
  name: "Acme",
  defaults: optionsOf(
    all.filter(({ asks }) => !asks),
    ({ obeying }) => obeying,
  ),
  rules: all.map(({ rule }) => rule),
});

test("options that obey any rules are taken, and the module that is generated has the rules", async () => {
  await fc.assert(
    fc.asyncProperty(rulings, async (all) => {
      const obeying = optionsOf(all, (ruling) => ruling.obeying);
      const presets = [presetOf(all)];
      const settings = settingsWithPresets({ ...obeying, presets });
      for (const { rule, obeying } of all) {
        expect(valueAt(settings, rule.option)).toEqual(obeying);
      }
      const files = generated({ ...obeying, presets });
      for (const path of Object.keys(files).filter((file) => /\.(tf|tftest\.hcl)$/.test(file))) {
        await parse(path, files[path]);
      }
      const { variable } = await parse("variables.tf", files["variables.tf"]);
      if (all.some(({ rule }) => rule.option === "namespace")) {
        expect(variable.namespace[0].validation).toHaveLength(2);
      }
      for (const { rule } of all) {
        expect(files["README.md"]).toContain(`\`${rule.option}\``);
      }
    }),
    { numRuns: 5 },
  );
}, 120_000);

test("an option that breaks a rule is an error with preset, demand and reason, and no file", () => {
  const outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
  fc.assert(
    fc.property(rulings, fc.nat(), (all, index) => {
      const broken = all[index % all.length];
      const options = optionsOf(all, (ruling) => (ruling === broken ? ruling.breaking : ruling.obeying));
      let mistakes: readonly unknown[] = [];
      try {
        new EksOtelTracingProject({ ...options, presets: [presetOf(all)], outdir });
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidOptionsError);
        mistakes = (error as InvalidOptionsError).mistakes;
      }
      const { option, reason } = broken.rule;
      expect(mistakes).toEqual([
        { option, given: expect.anything(), message: `${demand(broken.rule)}. A rule of Acme: ${reason}` },
      ]);
      expect(readdirSync(outdir)).toEqual([]);
    }),
    { numRuns: 150 },
  );
  rmdirSync(outdir);
}, 120_000);

test("what a repository leaves out is as the preset says", () => {
  fc.assert(
    fc.property(rulings, (all) => {
      const given = all.filter(({ asks }) => asks);
      const settings = settingsWithPresets({
        ...optionsOf(given, ({ obeying }) => obeying),
        presets: [presetOf(all)],
      });
      for (const { rule, obeying } of all) {
        expect(valueAt(settings, rule.option)).toEqual(obeying);
      }
    }),
    { numRuns: 100 },
  );
});
