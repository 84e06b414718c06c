import type * as v from "valibot";
import type { EksOtelTracingProjectOptions, SamplingPolicy } from "../../src";
import type { InvalidOptionsError } from "../../src/settings/invalid-options-error";
import type { schema } from "../../src/settings/schema";
import { resolveSettings } from "../../src/settings/settings";

type Checked = Omit<v.InferInput<typeof schema>, "__new__">;

/** What is typed can be checked, and what is checked is typed: the compiler refuses either line when it does not hold. */
const typedIsChecked = (options: EksOtelTracingProjectOptions): Checked => options;
const checkedIsTyped = (options: Omit<Checked, "parent" | "logging">): EksOtelTracingProjectOptions => options;

test("the options interface and the checks agree", () => {
  expect(resolveSettings(typedIsChecked(checkedIsTyped({ namespace: "a" }))).namespace).toBe("a");
});

const ROLE = { roleArn: "arn:aws:iam::123456789012:role/writer" };
const policy: SamplingPolicy = { name: "a", type: "string_attribute", key: "a", values: ["b"] };

// A check that does not say which options it reads is not made where any other one is of another type.
test.each<[string, EksOtelTracingProjectOptions]>([
  ["collector.releaseName", { topology: "gateway", collector: { releaseName: "a".repeat(50) } }],
  ["terraform.awsProviderVersion", { identity: "pod-identity", terraform: { awsProviderVersion: ">= 5.0, < 6.0" } }],
  ["otlpQueue.persistent", { otlpQueue: { persistent: true } }],
  ["xray.export", { xray: { export: "none" } }],
  [
    "xray.export",
    {
      xray: { export: "otlp" },
      otlpExporters: [{ name: "xray", endpoint: "https://otlp.example.com:4318", protocol: "http" }],
    },
  ],
  ["collector.imageTag", { collectorVersion: "0.111.0", collector: { imageTag: "0.93.0" } }],
  ["xray.roleArn", { collectorVersion: "0.130.0", xray: ROLE }],
  ["xray.externalId", { collectorVersion: "0.111.0", xray: { ...ROLE, externalId: "tracing" } }],
  ["amp.externalId", { collectorVersion: "0.111.0", amp: { ...ROLE, externalId: "tracing" } }],
  ["redaction", { collectorVersion: "0.92.0", redaction: { removeKeys: ["a"] } }],
  ["redaction", { redaction: { removeKeys: ["a"] }, sampling: { policies: [policy] } }],
])("options that contradict each other at %s are told beside any other mistake: %j", (option, options) => {
  const mistaken = (given: object) => {
    try {
      resolveSettings(given);
      return [];
    } catch (error) {
      return (error as InvalidOptionsError).mistakes.map((mistake) => mistake.option);
    }
  };
  expect(mistaken(options)).toEqual([option]);
  expect(mistaken({ ...options, namespace: 7 }).sort()).toEqual(["namespace", option].sort());
});
