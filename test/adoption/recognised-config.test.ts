import { Expressions, Reference, type Value } from "../../src/adoption/expressions";
import { Findings } from "../../src/adoption/findings";
import { recogniseConfig } from "../../src/adoption/recognised-config";

/** A config with one value in it. */
const at = (path: string, value: unknown): Value =>
  path.split("/").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Value;

/** What is found in a config of a module whose variables have these defaults. */
async function found(config: Value, defaults: Record<string, Value> = {}): Promise<Findings> {
  const blocks = Object.entries(defaults).map(([name, preset]) => ({
    kind: "variable",
    address: `var.${name}`,
    body: { default: preset as never },
    file: "variables.tf",
  }));
  const findings = new Findings(new Expressions({ directory: "", blocks }));
  await recogniseConfig(config, "c.yaml", findings);
  return findings;
}

/** Differences, but for the sampler's, which is in none of these configs. */
const differencesOf = ({ differences }: Findings) =>
  differences.filter(({ subject }) => subject !== "c.yaml: processors.tail_sampling");

describe.each<[path: string, same: unknown[], module: string]>([
  ["receivers/otlp/protocols/grpc/endpoint", ["0.0.0.0:4317", "${env:MY_POD_IP}:4317"], "0.0.0.0:4317"],
  ["receivers/otlp/protocols/http/endpoint", ["0.0.0.0:4318", "${env:MY_POD_IP}:4318"], "0.0.0.0:4318"],
  ["processors/batch/send_batch_size", [512], "512"],
  ["processors/batch/send_batch_max_size", [512], "512"],
  ["processors/batch/timeout", ["200ms"], "200ms, the processor's default"],
  ["extensions/health_check/endpoint", ["${env:MY_POD_IP}:13133"], "${env:MY_POD_IP}:13133"],
  ["exporters/prometheusremotewrite/auth/authenticator", ["sigv4auth"], "sigv4auth"],
  ["exporters/prometheusremotewrite/resource_to_telemetry_conversion/enabled", [true], "true"],
  ["extensions/sigv4auth/service", ["aps"], "aps"],
])("%s is the module's to say", (path, same, module) => {
  test.each([...same, null])("%j is the same", async (value) => {
    const findings = await found(at(path, value));
    expect([differencesOf(findings), findings.unrecognised]).toEqual([[], []]);
  });

  test("another value is told with the module's", async () => {
    const findings = await found(at(path, "mine"));
    expect([differencesOf(findings), findings.unrecognised]).toEqual([
      [{ subject: `c.yaml: ${path.replaceAll("/", ".")}`, yours: "mine", module }],
      [],
    ]);
  });
});

test.each<[path: string, value: Value, option: string, expected: number]>([
  ["processors/memory_limiter/limit_mib", 600, "collector.memoryLimitMib", 600],
  ["processors/memory_limiter/limit_mib", "600", "collector.memoryLimitMib", 600],
  ["processors/memory_limiter/spike_limit_mib", 150, "collector.memorySpikeLimitMib", 150],
  ["processors/memory_limiter/check_interval", "2s", "collector.memoryCheckIntervalSeconds", 2],
  ["processors/tail_sampling/decision_wait", "12.0s", "sampling.decisionWaitSeconds", 12],
  ["processors/tail_sampling/decision_wait", "3000ms", "sampling.decisionWaitSeconds", 3],
  ["processors/tail_sampling/decision_wait", "2m", "sampling.decisionWaitSeconds", 120],
  ["processors/tail_sampling/decision_wait", "1h", "sampling.decisionWaitSeconds", 3600],
  ["processors/tail_sampling/num_traces", 0, "sampling.numTraces", 0],
  ["processors/tail_sampling/expected_new_traces_per_sec", 7.5, "sampling.expectedNewTracesPerSec", 7.5],
])("%s: %j is the option %s with %j", async (path, value, option, expected) => {
  const { options, unrecognised } = await found(at(path, value));
  expect([options.get(option), unrecognised]).toEqual([expected, []]);
});

test.each<[path: string, value: Value, shown: string]>([
  ["processors/tail_sampling/decision_wait", "1500ms", '"1500ms"'],
  ["processors/tail_sampling/decision_wait", "1m30s", '"1m30s"'],
  ["processors/tail_sampling/decision_wait", "in 3s", '"in 3s"'],
  ["processors/tail_sampling/decision_wait", "3us", '"3us"'],
  ["processors/tail_sampling/num_traces", " ", '" "'],
  ["processors/tail_sampling/num_traces", "many", '"many"'],
  ["processors/tail_sampling/num_traces", true, "true"],
  ["processors/memory_limiter/limit_percentage", 80, "80"],
])("%s: %j is no option's value, and is told", async (path, value, shown) => {
  const { options, unrecognised } = await found(at(path, value));
  expect([...options]).toEqual([]);
  expect(unrecognised).toEqual([{ file: "c.yaml", address: path.replaceAll("/", "."), value: shown }]);
});

test("without a spike limit it is a fifth of the limit, as the memory limiter has it", async () => {
  const spike = async (memory_limiter: Value) =>
    (await found({ processors: { memory_limiter } })).options.get("collector.memorySpikeLimitMib");
  expect(await spike({ limit_mib: 89 })).toBe(17);
  expect(await spike({ limit_mib: 89, spike_limit_mib: 30 })).toBe(30);
  expect(await spike({})).toBeUndefined();
});

test.each([
  ["processors/memory_limiter/limit_mib", "memory_limit_mib"],
  ["processors/memory_limiter/spike_limit_mib", "memory_spike_limit_mib"],
  ["exporters/awsxray/region", "aws_region"],
  ["extensions/sigv4auth/region", "aws_region"],
  ["exporters/prometheusremotewrite/endpoint", "amp_remote_write_endpoint"],
])("callers go on giving what a variable says at %s, as %s", async (path, input) => {
  const findings = await found(at(path, new Reference("var.mine")), { mine: 9 });
  expect([[...findings.inputs], differencesOf(findings), findings.unrecognised]).toEqual([[["mine", input]], [], []]);
});

test.each(["exporters/awsxray/region", "extensions/sigv4auth/region"])(
  "the provider's region at %s is the module's too, and no input",
  async (path) => {
    const findings = await found(at(path, new Reference("data.aws_region.current.id")));
    expect([[...findings.inputs], differencesOf(findings)]).toEqual([[], []]);
  },
);

test.each<[path: string, value: Value, yours: string, module: string]>([
  ["exporters.awsxray.region", "eu-west-1", "eu-west-1", "the provider's region, or the variable aws_region"],
  ["exporters.logging.verbosity", new Reference("local.x.y"), "local.x.y", "basic"],
  ["exporters.debug.verbosity", new Reference("local.x.y"), "local.x.y", "basic"],
  [
    "exporters.prometheusremotewrite.endpoint",
    new Reference("aws_prometheus_workspace.it.prometheus_endpoint"),
    "aws_prometheus_workspace.it.prometheus_endpoint",
    "the variable amp_remote_write_endpoint, which callers set",
  ],
])("%s as %p differs from the module's", async (path, value, yours, module) => {
  const findings = await found(at(path.replaceAll(".", "/"), value));
  expect(differencesOf(findings)).toEqual([{ subject: `c.yaml: ${path}`, yours, module }]);
  expect(findings.unrecognised).toEqual([]);
});

test("a config without tail sampling is told that the module has it, one with it is not", async () => {
  const subjects = async (config: Value) =>
    (await found(config)).differences.map(({ subject, yours }) => [subject, yours]);
  expect(await subjects({})).toEqual([["c.yaml: processors.tail_sampling", "no tail sampling"]]);
  expect(await subjects(at("processors/tail_sampling/policies", []))).not.toContainEqual(
    expect.arrayContaining(["c.yaml: processors.tail_sampling"]),
  );
});

describe("which attributes X-Ray indexes", () => {
  test.each<[awsxray: Value | undefined, options: [string, unknown][]]>([
    [undefined, []],
    [{}, [["xray.indexAllAttributes", false]]],
    [{ indexed_attributes: [] }, [["xray.indexAllAttributes", false]]],
    [{ index_all_attributes: true }, [["xray.indexAllAttributes", true]]],
    [{ index_all_attributes: false }, [["xray.indexAllAttributes", false]]],
    [{ indexed_attributes: ["a"] }, [["xray.indexedAttributes", ["a"]]]],
    [{ index_all_attributes: false, indexed_attributes: ["a"] }, [["xray.indexedAttributes", ["a"]]]],
    [
      { index_all_attributes: true, indexed_attributes: ["a"] },
      [
        ["xray.indexAllAttributes", true],
        ["xray.indexedAttributes", ["a"]],
      ],
    ],
  ])("%j", async (awsxray, options) => {
    const config: Value = awsxray === undefined ? {} : { exporters: { awsxray } };
    expect([...(await found(config)).options]).toEqual(options);
  });

  test("what is recognised is not told again", async () => {
    const awsxray = { index_all_attributes: true, indexed_attributes: ["a"] };
    expect((await found({ exporters: { awsxray } })).unrecognised).toEqual([]);
  });
});

test.each(["debug", "logging"])("the verbosity of the exporter %s is an option", async (exporter) => {
  const { options, unrecognised } = await found({ exporters: { [exporter]: { verbosity: "detailed" } } });
  expect([[...options], unrecognised]).toEqual([[["collector.logVerbosity", "detailed"]], []]);
});

describe("the attribute that names the cluster", () => {
  const config = (...attributes: Value[]): Value => ({ processors: { resource: { attributes } } });

  test.each(["cluster_name", "k8s.cluster.name"])("%s of a text is an option", async (key) => {
    const { options, unrecognised } = await found(config({ key, value: "prod", action: "upsert" }));
    expect([[...options], unrecognised]).toEqual([[["clusterName", "prod"]], []]);
  });

  test("of a variable renames the input, of anything else is the module's", async () => {
    const of = async (source: string) => {
      const { inputs, options } = await found(config({ key: "cluster_name", value: new Reference(source) }));
      return [[...inputs], [...options]];
    };
    expect(await of("var.cluster")).toEqual([[["cluster", "cluster_name"]], []]);
    expect(await of("aws_eks_cluster.it.name")).toEqual([[], []]);
  });

  test.each<[Value, string, string]>([
    [{ key: "team", value: "a" }, '"team"', '{ key: "team", value: "a" }'],
    [{ key: "cluster_name", action: "delete" }, '"cluster_name"', '{ key: "cluster_name", action: "delete" }'],
    ["odd", "null", '"odd"'],
  ])("%j is another one, and is told", async (attribute, name, value) => {
    const { unrecognised } = await found(config(attribute));
    expect(unrecognised).toEqual([{ file: "c.yaml", address: `processors.resource.attributes.${name}`, value }]);
  });
});

describe("pipelines", () => {
  const config = (pipeline: string, role: string, components: Value): Value => ({
    service: { extensions: ["pprof"], pipelines: { [pipeline]: { [role]: components } } },
  });

  test.each([
    ["traces", "receivers", ["otlp"]],
    ["traces", "processors", ["memory_limiter", "tail_sampling", "batch", "resource"]],
    ["metrics", "processors", ["memory_limiter", "batch"]],
    ["traces", "exporters", ["debug", "awsxray", "logging"]],
    ["metrics", "exporters", ["prometheusremotewrite"]],
    ["traces", "extensions", ["sigv4auth", "health_check"]],
  ])("%s.%s of components that the module has too are as in it: %j", async (pipeline, role, components) => {
    const findings = await found(config(pipeline, role, components));
    expect([differencesOf(findings), findings.unrecognised]).toEqual([[], []]);
  });

  test("components of others are told", async () => {
    const findings = await found(config("traces", "processors", ["memory_limiter", "k8sattributes", "batch"]));
    expect([differencesOf(findings), findings.unrecognised]).toEqual([
      [],
      [{ file: "c.yaml", address: "service.pipelines.traces.processors", value: '["k8sattributes"]' }],
    ]);
  });

  test.each([
    ["traces", '["memory_limiter", "tail_sampling", "batch", "resource"]'],
    ["metrics", '["memory_limiter", "batch", "resource"]'],
  ])("another order of processors of %s is told with the module's", async (pipeline, module) => {
    const findings = await found(config(pipeline, "processors", ["batch", "mine", "memory_limiter"]));
    expect(differencesOf(findings)).toEqual([
      {
        subject: `c.yaml: service.pipelines.${pipeline}.processors`,
        yours: '["batch", "mine", "memory_limiter"]',
        module,
      },
    ]);
  });

  test("what is no list is told as it is", async () => {
    const { unrecognised } = await found(config("logs", "receivers", "otlp"));
    expect(unrecognised).toEqual([{ file: "c.yaml", address: "service.pipelines.logs.receivers", value: '"otlp"' }]);
  });
});

test("the config that was given is left as it was", async () => {
  const config: Value = { processors: { batch: { timeout: "5s" }, tail_sampling: { policies: [{ name: "a" }] } } };
  const before = structuredClone(config);
  await found(config);
  expect(config).toEqual(before);
});
