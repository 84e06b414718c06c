import { parse as parseHcl } from "@cdktn/hcl2json";
import { parse } from "yaml";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { ModuleReadme } from "../../src/repository/module-readme";
import { synth } from "./synth";

const pages = new Map<string, string>();

/** The page, which is written once for the same options. */
function page(options: EksOtelTracingProjectOptions = {}): string {
  const key = JSON.stringify(options);
  const written = pages.get(key) ?? synth(ModuleReadme, options)["README.md"];
  pages.set(key, written);
  return written;
}

/** What is to be copied from the page, by language. */
const code = (language: string, options?: EksOtelTracingProjectOptions) =>
  [...page(options).matchAll(new RegExp(`^ *\`\`\`${language}\\n([^]*?)^ *\`\`\``, "gm"))].map(([, text]) => text);

const TWO_TIERS = { topology: "gateway" } as const;
const NO_XRAY = {
  xray: { export: "none" },
  otlpExporters: [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }],
} as const satisfies EksOtelTracingProjectOptions;

test("what is copied first calls the module, and hands out what applications set", async () => {
  const [call] = code("hcl");
  expect(await parseHcl("main.tf", call)).toEqual({
    module: {
      tracing: [
        {
          source: "git::https://github.com/YOUR-ORGANISATION/eks-otel-tracing.git?ref=v1.0.0",
          cluster_name: "my-cluster",
        },
      ],
    },
    output: { application_environment: [{ value: "${module.tracing.application_environment}" }] },
  });
  const [withMetrics] = code("hcl", { clusterName: "shop", spanMetrics: { enabled: true } });
  const { module } = await parseHcl("main.tf", withMetrics);
  expect(module.tracing[0]).toEqual({
    source: expect.any(String),
    cluster_name: "shop",
    amp_remote_write_endpoint: expect.stringMatching(
      /^https:\/\/aps-workspaces\.eu-central-1\..*\/api\/v1\/remote_write$/,
    ),
  });
});

test("a namespace is taken over by the address that is forgotten when it is handed back", async () => {
  const options = { namespace: "obs", terraform: { namespacePodSecurity: "baseline" } } as const;
  const [, takenOver] = code("hcl", options);
  const address = "module.tracing.kubernetes_namespace_v1.collector[0]";
  expect(await parseHcl("main.tf", takenOver)).toEqual({ import: [{ to: `\${${address}}`, id: "obs" }] });
  expect(code("sh", options)).toContain(`terraform state rm '${address}'\n`);
});

test("an application's environment, and a pod's uid for one that hides its address, can be copied into a manifest", () => {
  const [environment, uid] = code("yaml", { kubernetesAttributes: { enabled: true } }).map((text) => parse(text).env);
  expect(environment[0]).toEqual({ name: "OTEL_SERVICE_NAME", value: "checkout-service" });
  expect(environment.every(({ name, value }: any) => /^OTEL_/.test(name) && typeof value === "string")).toBe(true);
  expect(uid).toEqual([
    { name: "POD_UID", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } },
    { name: "OTEL_RESOURCE_ATTRIBUTES", value: "k8s.pod.uid=$(POD_UID)" },
  ]);
});

test("the metrics of spans are asked for the rate, the share of failed requests, and the time that 99 % take less than", () => {
  const [rate, failed, duration] = code("promql", { spanMetrics: { enabled: true } });
  const window = /\[(\w+)\]/.exec(rate)?.[1];
  const series = 'traces_span_metrics_calls_total{span_kind="SPAN_KIND_SERVER"}';
  expect(rate).toBe(`sum by (service_name) (rate(${series}[${window}]))\n`);
  expect(failed).toBe(`${rate.replace('"}', '", status_code="STATUS_CODE_ERROR"}')}/\n${rate}`);
  expect(duration).toBe(
    `histogram_quantile(0.99, sum by (service_name, le) (rate(traces_span_metrics_duration_seconds_bucket{span_kind="SPAN_KIND_SERVER"}[${window}])))\n`,
  );
});

test("a trace is asked for by the cluster, and by the id of an application's log line", () => {
  const options = { clusterName: "shop" };
  expect(code("text", options)).toContain('annotation[otel.resource.cluster_name] = "shop"\n');
  expect(code("text", { ...options, xray: { export: "otlp" } })).toContain(
    'fields traceId, name, durationNano\n| filter resource.attributes.cluster_name = "shop" and status.code = "ERROR"\n',
  );
  const [, w3c, xray] = /writes `(\w{32})` as\n`([\w-]+)`/.exec(page()) ?? [];
  expect(xray.replace("1-", "").replace("-", "")).toBe(w3c);
  expect(code("sh")).toContain(`aws xray batch-get-traces --trace-ids ${xray}\n`);
});

test("a span is sent by hand over TLS where the collector takes no other, and is one that is certain to be kept", () => {
  const sent = (options: EksOtelTracingProjectOptions = {}) =>
    code("sh", options)
      .find((text) => text.includes("kubectl run telemetrygen"))
      ?.replace(/\\\n */g, "")
      .trim()
      .split("\n")
      .map((line) => line.trim());
  const [send, look] = sent({ namespace: "obs", sampling: { latencyThresholdMs: 700 } }) ?? [];
  expect(send).toMatch(
    /^kubectl run telemetrygen --rm -it --restart=Never --image=\S+\/telemetrygen:v\S+ -- traces --otlp-insecure /,
  );
  expect(send).toMatch(
    / --otlp-endpoint otel-collector\.NAMESPACE\.svc\.cluster\.local:4317 --traces 1 --span-duration (\d+)ms$/,
  );
  expect(Number(/(\d+)ms$/.exec(send)?.[1])).toBeGreaterThanOrEqual(700);
  expect(look).toBe(
    `aws xray get-trace-summaries --start-time "$(($(date +%s) - 300))" --end-time "$(date +%s)" --filter-expression 'service("telemetrygen")'`,
  );
  expect(sent({ xray: { export: "otlp" } })?.[1]).toBe(
    `aws logs filter-log-events --log-group-name aws/spans --start-time "$(($(date +%s) - 300))000" --filter-pattern telemetrygen`,
  );
  expect(sent(NO_XRAY)).toHaveLength(1);
  expect(sent({ collector: { tls: { secretName: "otel-tls" } } })?.[0]).not.toMatch(/--otlp-insecure(?!-)/);
});

test("a collector is looked for, asked and upgraded by commands that fit the module", () => {
  const commands = code("sh").flatMap((text) => text.split("\n").map((line) => line.trim()));
  expect(commands).toEqual(
    expect.arrayContaining([
      "kubectl exec deploy/APPLICATION -- env | grep ^OTEL_",
      "kubectl get pods --namespace NAMESPACE --output wide --selector app.kubernetes.io/instance=otel-collector",
      "kubectl get --raw /api/v1/namespaces/NAMESPACE/pods/POD:8888/proxy/metrics | grep -E 'receiver|refused|tail_sampling|send_failed'",
      "kubectl logs --namespace NAMESPACE POD | grep -iE 'error|denied|xray'",
      "npx projen upgrade-template # or --to 1.4.0",
      "git diff",
    ]),
  );
  expect(code("sh", { identity: "pod-identity" }).join()).toContain(
    "kubectl get pods --namespace kube-system --output wide --selector app.kubernetes.io/name=eks-pod-identity-agent\n",
  );
  expect(code("sh", { xray: { export: "otlp" } }).map((text) => text.trim())).toContain(
    "aws xray get-trace-segment-destination",
  );
});

describe("the picture", () => {
  /** Arrows between the names that a picture introduces, as [from, to, what is written on it]. */
  const arrows = (options?: EksOtelTracingProjectOptions) => {
    const [picture] = code("mermaid", options);
    const text = picture.replaceAll(/\[\(?"[^"]*"\)?\]/g, "");
    const nodes = new Set(picture.match(/\w+(?=\[)/g));
    const found = text.split("\n").flatMap((line) => {
      const parts = line.split(/ (-->|-- ".*?" -->|-\. ".*?" \.->) /).map((part) => part.trim());
      return parts.flatMap((part, index) => (index % 2 === 1 ? [[parts[index - 1], parts[index + 1], part]] : []));
    });
    expect(picture).toMatch(/^flowchart LR\n/);
    expect(picture.match(/^ *subgraph /gm)?.length).toBe(picture.match(/^ *end$/gm)?.length);
    expect(picture.match(/^ *direction LR$/gm)?.length).toBe(picture.match(/^ *subgraph /gm)?.length);
    expect(found.every(([from, to]) => nodes.has(from) && nodes.has(to))).toBe(true);
    return {
      found: found.map(([from, to, label]) => `${from} ${label} ${to}`),
      groups: picture.match(/(?<=subgraph )\w+/g),
    };
  };
  test("leads a span from an application to X-Ray, and metrics past the sampler", () => {
    expect(arrows()).toEqual({
      groups: ["node", "agent"],
      found: [
        'app -- "OTLP<br/>4317 gRPC, 4318 HTTP" --> receiver',
        "receiver --> limiter",
        "limiter --> sampler",
        "sampler --> batch",
        "batch --> stamp",
        'stamp -- "IRSA role, may only write" --> xray',
        expect.stringMatching(/^receiver -\. "metrics, .*" \.-> amp$/),
      ],
    });
  });

  test("leads it over a gateway where there is one, and to backends in place of X-Ray", () => {
    expect(arrows({ ...TWO_TIERS, ...NO_XRAY })).toEqual({
      groups: ["node", "agent", "gateway"],
      found: [
        'app -- "OTLP<br/>4317 gRPC, 4318 HTTP" --> receiver',
        "receiver --> agentlimiter",
        "agentlimiter --> balancer",
        "intake --> limiter",
        "limiter --> sampler",
        "sampler --> batch",
        "batch --> stamp",
        'balancer -- "OTLP, 4317" --> intake',
        'stamp -- "OTLP" --> backends',
        expect.stringMatching(/^intake -\. "metrics, .*" \.-> amp$/),
      ],
    });
    expect(arrows(TWO_TIERS).found).toContain('stamp -- "IRSA role, may only write" --> xray');
    expect(arrows(NO_XRAY).found).toContain('stamp -- "OTLP" --> backends');
  });
});

describe("the tables", () => {
  /** Each table as rows of cells, its head first. */
  const tables = (options: EksOtelTracingProjectOptions) =>
    [...page(options).matchAll(/(?:^ *\|.*\|\n)+/gm)].map(([text]) =>
      text
        .trim()
        .split("\n")
        .map((line) =>
          line
            .trim()
            .split(/(?<!\\)\|/)
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ),
    );
  const found = tables({
    ...TWO_TIERS,
    spanMetrics: { enabled: true },
    kubernetesAttributes: { enabled: true },
    egress: { privateCluster: true },
    otlpExporters: NO_XRAY.otlpExporters,
  });

  test("have a head, and rows as wide as it", () => {
    expect(found.map(([head]) => head.join(", "))).toEqual([
      "Name, Description, Type, Default",
      "Name, Description",
      "Policy, Keeps",
      "Endpoint, What goes through it",
      "Series, What it counts",
      "Backend, Address, Gets, Headers, from keys of Secrets",
      "Attribute, What it is",
      ", ",
      "Metric, all starting with `otelcol_`, What it tells",
      "Files, Whose",
    ]);
    for (const [head, rule, ...rows] of found) {
      expect(rule).toEqual(head.map(() => "---"));
      expect(rows.map((cells) => cells.length)).toEqual(rows.map(() => head.length));
    }
  });

  const column = (head: string) =>
    found
      .find(([[first]]) => first === head)
      ?.slice(2)
      .map(([cell]) => cell);

  test("name each metric that tells where a span went, as this collector calls it", () => {
    expect(column("Metric, all starting with `otelcol_`")).toEqual([
      "`receiver_accepted_spans` is 0",
      "`processor_memory_limiter_refused_spans`, `receiver_refused_spans` grow",
      "`processor_tail_sampling_sampling_trace_dropped_too_early` grows",
      "`processor_tail_sampling_sampling_late_span_age`",
      "`processor_tail_sampling_count_traces_sampled` by `policy`, `sampled`",
      "`processor_tail_sampling_global_count_traces_sampled` by `sampled`",
      "`processor_tail_sampling_sampling_traces_on_memory`",
      "`processor_tail_sampling_sampling_decision_timer_latency`",
      "`exporter_send_failed_spans` grows",
    ]);
  });

  test("name each series, attribute and kind of file, and all that a private cluster's image comes through", () => {
    expect(column("Series")).toEqual([
      "`traces_span_metrics_calls_total`",
      "`traces_span_metrics_duration_seconds_bucket`, `_sum`, `_count`",
    ]);
    expect(column("Attribute")).toEqual([
      "`k8s.namespace.name`, `k8s.pod.name`, `k8s.pod.uid`",
      "`k8s.deployment.name`",
      "`k8s.node.name`",
    ]);
    expect(column("Files")).toEqual([
      "`.projenrc.ts`, `CHANGELOG.md`",
      expect.stringMatching(/^in `examples\/apps\/express\/`: /),
      expect.stringMatching(/^every file with a line that it is generated by projen/),
      "any other file that you add, a `.tf` file among them",
    ]);
    expect(column("Endpoint")?.at(-1)).toBe("`ecr.api`, `ecr.dkr`, and `s3` as a gateway endpoint");
    expect(column("")).toEqual([
      "The gateway refuses spans from",
      "It then holds",
      "which is",
      "The container's memory limit",
      "CPU",
    ]);
  });
});
