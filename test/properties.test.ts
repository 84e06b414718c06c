import { mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseHcl } from "@cdktn/hcl2json";
import fc from "fast-check";
import { Testing } from "projen";
import { EksOtelTracingProject } from "../src";
import { InvalidOptionsError } from "../src/settings/invalid-options-error";
import { schema } from "../src/settings/schema";
import { INVALID, validOptions } from "./arbitrary-options";
import { AMP, collectorConfig, generated } from "./generated";

test("any valid options give Terraform that parses, with their numbers in it", async () => {
  await fc.assert(
    fc.asyncProperty(validOptions, async (options) => {
      const files = generated(options);
      expect(unportable(Object.keys(files))).toEqual([]);
      for (const path of Object.keys(files).filter((file) => file.endsWith(".tf") || file.endsWith(".tftest.hcl"))) {
        await parseHcl(path, files[path]);
      }
      const { variable } = await parseHcl("variables.tf", files["variables.tf"]);
      expect(variable.sampling_rate_percentage[0].default).toBe(options.samplingRatePercentage ?? 10);
      expect(variable.namespace[0].default).toBe(options.namespace ?? "tracing");
      expect(variable.memory_limit_mib[0].default).toBe(options.collector?.memoryLimitMib ?? 400);
      expect(variable.amp_remote_write_endpoint[0].default).toBe(options.ampRemoteWriteEndpoint ?? null);
      expect("default" in variable.cluster_name[0]).toBe(options.clusterName !== undefined);
    }),
    { numRuns: 10 },
  );
}, 120_000);

test("any valid options give a collector config that parses and keeps the promises", () => {
  fc.assert(
    fc.property(validOptions, fc.boolean(), (options, metrics) => {
      const config = collectorConfig(options, metrics ? AMP : {});
      const { traces } = config.service.pipelines;
      const { policies, decision_wait } = config.processors.tail_sampling;
      const names = policies.map(({ name }: { name: string }) => name);
      expect(traces.processors.filter((name: string) => !/redaction$|^k8s/.test(name))).toEqual([
        "memory_limiter",
        "tail_sampling",
        "batch",
        "resource",
      ]);
      expect(decision_wait).toBe(`${options.sampling?.decisionWaitSeconds ?? 10}s`);
      expect(names.includes("always-sample-errors")).toBe(options.sampling?.keepErrors ?? true);
      expect(names).toEqual(expect.arrayContaining(["always-sample-slow", "probabilistic"]));
      expect(new Set(names).size).toBe(names.length);
      expect("metrics" in config.service.pipelines).toBe(metrics);
      for (const pipeline of Object.values<any>(config.service.pipelines)) {
        const targets = [...Object.keys(config.exporters), ...Object.keys(config.connectors ?? {})];
        expect(targets).toEqual(expect.arrayContaining(pipeline.exporters));
        expect(Object.keys(config.processors)).toEqual(expect.arrayContaining(pipeline.processors));
      }
      expect(Object.keys(config.extensions)).toEqual(config.service.extensions);
    }),
    { numRuns: 200 },
  );
}, 120_000);

test("the same options give the same bytes", () => {
  fc.assert(
    fc.property(validOptions, (options) => {
      expect(generated(options)).toEqual(generated(options));
    }),
    { numRuns: 3 },
  );
}, 120_000);

test("any option that is not valid is an error that names it, and no file", () => {
  const mistakes = Object.entries(INVALID).flatMap(([option, values]) =>
    values.map((value) => [option, value] as const),
  );
  fc.assert(
    fc.property(validOptions, fc.constantFrom(...mistakes), (options, [option, value]) => {
      const outdir = mkdtempSync(join(tmpdir(), "eks-otel-tracing-"));
      let mistaken: string[] = [];
      try {
        Testing.synth(new EksOtelTracingProject({ ...withOption(options, option, value), outdir }));
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidOptionsError);
        mistaken = (error as InvalidOptionsError).mistakes.map((mistake) => mistake.option);
      }
      expect(mistaken).toContainEqual(expect.stringMatching(new RegExp(`^${option}(\\[|\\.|$)`)));
      expect(readdirSync(outdir)).toEqual([]);
      rmdirSync(outdir);
    }),
    { numRuns: 400 },
  );
}, 120_000);

test("every option has values that are tried as not valid", () => {
  const passedToProjen = ["__new__", "logging", "outdir", "parent", "projenVersion"];
  const groups = new Set(Object.keys(INVALID).map((option) => option.split(".")[0]));
  expect(
    Object.keys(schema.entries)
      .filter((option) => !groups.has(option))
      .sort(),
  ).toEqual(passedToProjen);
});

function withOption(options: object, path: string, value: unknown): object {
  const [first, ...rest] = path.split(".");
  const record = options as Record<string, object>;
  return { ...options, [first]: rest.length === 0 ? value : withOption(record[first] ?? {}, rest.join("."), value) };
}

/** Characters that can't be typed or named everywhere, and names and ends of names that Windows reserves. */
const RESERVED = /[^\w ./-]|(^|\/)(con|prn|aux|nul|(com|lpt)[0-9])(\.[^/]*)?(\/|$)|[. ](\/|$)/i;

/** Half of what Windows allows is left for the directory. */
const MAX_PATH_LENGTH = 130;

/** Paths that some system can't have: reserved or too long there, or the same as another one where case tells no difference. */
function unportable(paths: readonly string[]): string[] {
  const folded = (path: string) => path.normalize("NFC").toLowerCase();
  // A directory may differ in case from another one too.
  const named = new Set(
    paths.flatMap((path) => path.split("/").map((_, at, parts) => parts.slice(0, at + 1).join("/"))),
  );
  const known = new Map([...named].map((path) => [folded(path), path]));
  return [...named].filter(
    (path) => RESERVED.test(path) || path.length > MAX_PATH_LENGTH || known.get(folded(path)) !== path,
  );
}

test("what is not portable is found", () => {
  const portable = ["a/b.md", "A.md", "console.md", ".github/x", "com10"];
  const not = ["aux", "x/CON.tf", "lpt1.d/x", "a:b", "a?", "dot.", "space /x", "A/c.md", "a.MD", "x".repeat(131), "ü"];
  expect(unportable(portable)).toEqual([]);
  for (const path of not) {
    expect(unportable([...portable, path])).not.toEqual([]);
  }
});
