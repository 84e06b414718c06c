import { Expressions, Reference, type Value } from "../../src/adoption/expressions";
import { Findings } from "../../src/adoption/findings";
import { recogniseValues } from "../../src/adoption/recognised-values";

const TAINTS = "Nodes with taints";
const COLLECTOR = "Collector";

async function found(values: Value, releaseName = "opentelemetry-collector"): Promise<Findings> {
  const findings = new Findings(new Expressions({ directory: "", blocks: [] }));
  await recogniseValues(structuredClone(values), { file: "v.yaml", releaseName, findings });
  return findings;
}

/** Differences, but for those of which every one of these values has none. */
const differencesOf = ({ differences }: Findings) =>
  differences.filter(({ subject }) => subject !== TAINTS && subject !== COLLECTOR);

const at = (path: string, value: Value): Value =>
  path.split(".").reduceRight<Value>((inner, key) => ({ [key]: inner }), value);

test.each<[string, Value]>([
  ["mode", "daemonset"],
  ["service.enabled", true],
  ["serviceAccount.create", true],
  ["serviceAccount.name", "opentelemetry-collector"],
  ["config", { receivers: {} }],
  ["tolerations", []],
])("%s: %j is the same in the module", async (path, value) => {
  const findings = await found(at(path, value));
  expect([differencesOf(findings), findings.unrecognised]).toEqual([[], []]);
});

test.each<[string, Value, string]>([
  ["mode", "deployment", "daemonset: one collector on every node"],
  ["service.enabled", false, "true"],
  ["serviceAccount.create", false, "true"],
  ["resources.limits.memory", "1Gi", "computed from memory_limit_mib, which the process exceeds by a quarter"],
  ["resources.limits.cpu", "1", "none, so that a spike is not throttled"],
  ["resources.requests.memory", "1Gi", "computed: memory_limit_mib less memory_spike_limit_mib"],
  ["podSecurityContext", "mine", "not root, the runtime's seccomp profile"],
  ["securityContext", "mine", "no privileges, a read-only root file system, no capabilities"],
  ["ports", "mine", "OTLP over gRPC and HTTP, without host ports"],
  ["rollout", "mine", "the new collector is ready before the old one stops"],
  ["terminationGracePeriodSeconds", "30", "the sampler's window, and the time to export what it kept"],
])("%s: %j is told with what the module has", async (path, value, module) => {
  const findings = await found(at(path, value));
  expect(differencesOf(findings)).toEqual([{ subject: `v.yaml: ${path}`, yours: String(value), module }]);
  expect(findings.unrecognised).toEqual([]);
});

test("a value that nothing stands for is told by its path", async () => {
  const { unrecognised } = await found({ service: { type: "NodePort" }, extraEnvs: [{ name: "A" }] });
  expect(unrecognised).toEqual([
    { file: "v.yaml", address: "service.type", value: '"NodePort"' },
    { file: "v.yaml", address: "extraEnvs", value: '[{ name: "A" }]' },
  ]);
});

test("the role's annotation is the module's, another one is told", async () => {
  const annotations = { "eks.amazonaws.com/role-arn": new Reference("aws_iam_role.x.arn"), team: "a" };
  const findings = new Findings(new Expressions({ directory: "", blocks: [] }));
  await recogniseValues({ serviceAccount: { annotations } }, { file: "v.yaml", releaseName: "r", findings });
  expect(findings.unrecognised).toEqual([{ file: "v.yaml", address: "serviceAccount.annotations.team", value: '"a"' }]);
});

test("another service account than the release's name is told", async () => {
  expect(differencesOf(await found({ serviceAccount: { name: "mine" } }))).toEqual([
    {
      subject: "Kubernetes service account",
      yours: "mine",
      module: "opentelemetry-collector, like the release",
    },
  ]);
});

test.each<[release: string, override: Value | undefined, service: string]>([
  ["traces", undefined, "traces-opentelemetry-collector"],
  ["traces", "otel", "otel"],
  ["opentelemetry-collector-a", "otel", "otel"],
])("applications of release %s with override %j send to %s, and have to move", async (release, override, service) => {
  const findings = await found(override === undefined ? {} : { fullnameOverride: override }, release);
  expect(differencesOf(findings)).toEqual([
    {
      subject: "Kubernetes Service, to which applications send",
      yours: service,
      module: `${release}: move applications to the new address, or keep the old one with a Service of your own`,
    },
  ]);
});

test.each([
  ["my-opentelemetry-collector", {}],
  ["traces", { fullnameOverride: "traces" }],
])("applications of release %s with %j find the Service by its old name", async (release, values) => {
  const findings = await found(values, release);
  expect([differencesOf(findings), findings.unrecognised]).toEqual([[], []]);
});

test.each<[path: string, value: Value, option: string, expected: unknown]>([
  ["image.repository", "registry.example.com/otel", "collector.imageRepository", "registry.example.com/otel"],
  ["image.digest", "sha256:00", "collector.imageDigest", "sha256:00"],
  ["image.tag", "0.120.0", "collectorVersion", "0.120.0"],
  ["image.tag", "v0.120.0", "collectorVersion", "0.120.0"],
  ["imagePullSecrets", [{ name: "a" }, "b"], "collector.imagePullSecrets", ["a", "b"]],
  ["resources.requests.cpu", "250m", "collector.cpuRequestMillicores", 250],
  ["resources.requests.cpu", "0.5", "collector.cpuRequestMillicores", 500],
  ["resources.requests.cpu", 2, "collector.cpuRequestMillicores", 2000],
  ["nodeSelector", { a: "b" }, "collector.nodeSelector", { a: "b" }],
  ["priorityClassName", "high", "collector.priorityClassName", "high"],
  ["tolerations", [{ key: "spot" }], "collector.tolerations", [{ key: "spot" }]],
])("%s: %j is the option", async (path, value, option, expected) => {
  const { options, unrecognised } = await found(at(path, value));
  expect([[...options], unrecognised]).toEqual([[[option, expected]], []]);
});

test.each<[path: string, value: Value]>([
  ["image.repository", ""],
  ["image.digest", 7],
  ["image.tag", "latest"],
  ["image.tag", "0.120.0-amd64"],
  ["image.tag", "x0.120.0"],
  ["image.tag", 0.12],
  ["image.tag", true],
  ["imagePullSecrets", "secret"],
  ["resources.requests.cpu", "0.5m"],
  ["resources.requests.cpu", "100u"],
  ["resources.requests.cpu", "about 100m"],
  ["priorityClassName", ""],
  ["tolerations", "none"],
])("%s: %j is no option's value, and is told", async (path, value) => {
  const { options, unrecognised } = await found(at(path, value));
  expect([[...options], unrecognised.map(({ address }) => address)]).toEqual([[], [path]]);
});

test.each<[Value]>([[{}], [{ image: { tag: "" } }], [{ image: { tag: null } }]])(
  "%j leaves the version to the chart, and the module does not",
  async (values) => {
    const { differences, unrecognised } = await found(values);
    expect(differences).toContainEqual({
      subject: COLLECTOR,
      yours: "the one that the chart brings",
      module: "collectorVersion, with the newest as its default",
    });
    expect(unrecognised).toEqual([]);
  },
);

test("nodes with taints have no collector unless tolerations say so", async () => {
  const subjects = async (values: Value) => (await found(values)).differences.map(({ subject }) => subject);
  expect(await subjects({})).toContain(TAINTS);
  expect(await subjects({ tolerations: [] })).not.toContain(TAINTS);
});
