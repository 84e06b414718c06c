import { acceptedName, acceptedOptions } from "../../src/adoption/accepted-options";
import { Expressions } from "../../src/adoption/expressions";
import { Findings } from "../../src/adoption/findings";

function accepted(options: Record<string, unknown>) {
  const findings = new Findings(new Expressions({ directory: "", blocks: [] }));
  for (const [path, value] of Object.entries(options)) {
    findings.options.set(path, value);
  }
  return { options: acceptedOptions(findings), differences: findings.differences };
}

test("options are grouped, in the order of the documentation, without what is the default", () => {
  const { options, differences } = accepted({
    "collector.memoryLimitMib": 600,
    "sampling.latencyThresholdMs": 800,
    namespace: "observability",
    "sampling.keepErrors": true,
    "sampling.decisionWaitSeconds": 15,
    "collector.tolerations": [{ operator: "Exists" }],
  });
  expect(JSON.stringify(options)).toBe(
    '{"namespace":"observability","sampling":{"latencyThresholdMs":800,"decisionWaitSeconds":15},"collector":{"memoryLimitMib":600}}',
  );
  expect(differences).toEqual([]);
});

test("what the module refuses is told, and the rest is accepted", () => {
  const { options, differences } = accepted({
    "sampling.decisionWaitSeconds": -1,
    namespace: "Not A Namespace",
    "sampling.latencyThresholdMs": 800,
  });
  expect(options).toEqual({ sampling: { latencyThresholdMs: 800 } });
  expect(differences).toEqual([
    { subject: "namespace", yours: "'Not A Namespace'", module: expect.stringMatching(/^the option must be /) },
    { subject: "sampling.decisionWaitSeconds", yours: "-1", module: expect.stringMatching(/^the option must be /) },
  ]);
});

test("what is refused only together with another is told too", () => {
  const { options, differences } = accepted({ "collector.memoryLimitMib": 300, "collector.memorySpikeLimitMib": 300 });
  expect(differences.map(({ subject }) => subject)).toEqual(["collector.memorySpikeLimitMib"]);
  expect(options).toEqual({ collector: { memoryLimitMib: 300 } });
});

test("a role name that the module would give by itself needs no option, another one does", () => {
  const named = (roleName: string) =>
    accepted({ "collector.releaseName": "traces", "terraform.roleName": roleName }).options;
  expect(named("{cluster_name}-{namespace}-traces")).toEqual({ collector: { releaseName: "traces" } });
  expect(named("mine")).toMatchObject({ terraform: { roleName: "mine" } });
});

test.each([
  ["tracing", "/x/Other", "tracing"],
  [undefined, "/x/my-module", "my-module"],
  ["Not A Name", "/x/my-module", "my-module"],
  [undefined, "/x/Tracing", "tracing"],
  [undefined, "/x/a b", "eks-otel-tracing"],
])("given %j in %s the name is %s", (given, directory, name) => {
  expect(acceptedName(given, directory)).toBe(name);
});
