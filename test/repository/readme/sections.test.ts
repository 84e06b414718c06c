import type { EksOtelTracingProjectOptions, SamplingPolicy } from "../../../src/options";
import { hardeningTexts } from "../../../src/repository/hardening-texts";
import { keptInShort, policyTexts, shareTexts, vetoTexts } from "../../../src/repository/policy-text";
import { kubernetesAttributesSection, redactionSection } from "../../../src/repository/readme/attributes";
import { backendsSection, xrayOtlpSection, xraySection } from "../../../src/repository/readme/destinations";
import { metricsSection, spanMetricsSection } from "../../../src/repository/readme/metrics";
import { egressSection, tlsSection } from "../../../src/repository/readme/network";
import { limitsSection, sizingSection, topologySection } from "../../../src/repository/readme/sampling";
import { thousands } from "../../../src/repository/readme/thousands";
import { resolveSettings, type Settings } from "../../../src/settings/settings";

type Options = EksOtelTracingProjectOptions;

const TEMPO = { name: "tempo", endpoint: "http://tempo.tracing.svc:4317" };
const LOKI = { name: "loki", endpoint: "http://loki.logs.svc:4317", signals: ["logs" as const] };
const GRAFANA = {
  name: "grafana",
  endpoint: "https://otlp.example.com/otlp",
  protocol: "http" as const,
  signals: ["traces" as const, "logs" as const],
  headers: [
    { header: "authorization", secretName: "grafana", secretKey: "token" },
    { header: "x-scope", secretName: "scopes", secretKey: "scope" },
  ],
};
const PROXY = { httpsProxy: "http://proxy.example.com:3128" } as const;
const ENDPOINT = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";
const GATEWAY: Options = { topology: "gateway" };

/** What a section tells the page, with some options. */
const cases = (section: (settings: Settings) => object, rows: [options: Options, expected: object][]) =>
  rows.map(([options, expected]) => ({ section, name: section.name, options, expected }));

test.each([
  ...cases(kubernetesAttributesSection, [
    [{ kubernetesAttributes: { enabled: false } }, {}],
    [
      { kubernetesAttributes: { enabled: true, podLabels: ["app"], namespaceLabels: ["team"] } },
      {
        where: "collector",
        labels: [
          { attribute: "k8s.pod.label.app", of: "the pod's label `app`" },
          { attribute: "k8s.namespace.label.team", of: "its namespace's label `team`" },
        ],
        segments: [{ as: "annotations, such as `otel.resource.k8s.deployment.name`" }],
      },
    ],
    [
      { kubernetesAttributes: { enabled: true }, xray: { indexedAttributes: ["a"] } },
      {
        segments: [
          { as: expect.stringMatching(/^metadata, and annotations where the option `xray\.indexedAttributes`/) },
        ],
      },
    ],
    [
      { kubernetesAttributes: { enabled: true }, xray: { export: "otlp" }, ...GATEWAY },
      { where: "agent", segments: [] },
    ],
  ]),
  ...cases(redactionSection, [
    [{}, {}],
    [
      { redaction: { removeKeys: ["a", "b"], hashKeys: ["c", "d"] } },
      { where: "the collector", removed: [{ keys: "`a`, `b`" }], hashed: [{ keys: "`c`, `d`" }], masked: [] },
    ],
    [
      { redaction: { maskTypes: ["credit-card", "bearer-token", "jwt"], maskPatterns: ["x"] }, ...GATEWAY },
      {
        where: "the agent",
        removed: [],
        hashed: [],
        masked: [
          {
            what: "13 to 19 digits that may be the number of a card, as they begin with 2 to 6; `Bearer` with its token; JSON Web Tokens; what matches a pattern of its own",
          },
        ],
      },
    ],
    [{ redaction: { maskPatterns: ["x", "y"] } }, { masked: [{ what: "what matches one of 2 patterns of its own" }] }],
  ]),
  ...cases(xraySection, [
    [{}, { awsxray: true, noXray: false, destination: "writes them to AWS X-Ray", indexAll: true, indexSome: [] }],
    [
      { xray: { indexedAttributes: ["a.b", "c"] } },
      {
        indexAll: false,
        indexSome: [{ text: "Of the other attributes, `a.b`, `c` can be searched like this, and no more." }],
      },
    ],
    [
      { xray: { indexAllAttributes: false } },
      {
        indexSome: [{ text: "No other attribute is indexed. The option `xray.indexedAttributes` takes more." }],
      },
    ],
    [
      { xray: { export: "none" }, otlpExporters: [TEMPO, LOKI, GRAFANA, { ...TEMPO, name: "jaeger" }] },
      { awsxray: false, noXray: true, destination: "sends them to `tempo`, `grafana` and `jaeger`" },
    ],
    [{ xray: { export: "otlp", transactionSearchExample: true } }, { awsxray: false, searchExample: true }],
  ]),
  ...cases(xrayOtlpSection, [
    [{}, {}],
    [
      { xray: { export: "otlp" } },
      {
        where: "a quarter of the memory that the collector may fill: at a limit of 400 MiB",
        queued: "38,400 spans",
        persistent: false,
        cuts: true,
      },
    ],
    [
      { xray: { export: "otlp" }, otlpQueue: { persistent: true, volumeSizeMib: 4096 } },
      { where: "half of a volume of 4,096 MiB that each pod has:", persistent: true },
    ],
    [
      { xray: { export: "otlp" }, collectorVersion: "0.92.0", ...GATEWAY },
      {
        where: "a quarter of the memory that the collector may fill: at a limit of 1000 MiB",
        queued: expect.stringMatching(/^[\d,]+ requests of up to 512 spans, and \d+ more that are under way,$/),
        cuts: false,
      },
    ],
  ]),
  ...cases(backendsSection, [
    [{}, {}],
    [
      { otlpExporters: [GRAFANA, TEMPO] },
      {
        exporters: [
          {
            name: "grafana",
            endpoint: "https://otlp.example.com/otlp",
            protocol: "HTTP",
            gets: "traces, logs",
            headers: "`authorization` from `token` of `grafana`, `x-scope` from `scope` of `scopes`",
          },
          { name: "tempo", endpoint: TEMPO.endpoint, protocol: "gRPC", gets: "traces", headers: "none" },
        ],
        logs: true,
        waits: true,
        secrets: true,
        persistent: false,
      },
    ],
    [
      { otlpExporters: [TEMPO], xray: { export: "otlp" } },
      { logs: false, waits: false, secrets: false },
    ],
  ]),
  ...cases(metricsSection, [
    [{}, { metricsCondition: "if an endpoint is set", metricsDefault: "Without one there is no such pipeline." }],
    [
      { ampRemoteWriteEndpoint: ENDPOINT },
      { metricsCondition: "with SigV4", metricsDefault: "Here it is on by default." },
    ],
    [
      { spanMetrics: { enabled: true } },
      { metricsCondition: "with SigV4", metricsDefault: "Here it has to be given." },
    ],
  ]),
  ...cases(spanMetricsSection, [
    [{}, {}],
    [
      { spanMetrics: { enabled: true, dimensions: [{ name: "a.b" }, { name: "c" }], durationBucketsMs: [1, 2] } },
      {
        flushIntervalSeconds: 60,
        buckets: 3,
        furtherLabels: ", `a_b`, `c`",
        window: "5m",
        seriesPerCombination: 6,
        firstSample: "The counter's is 0; the histogram's is what it holds by then, which `rate` does not see.",
        bounded: [{ combinations: "1,000" }],
        expiration: [],
        exemplars: false,
      },
    ],
    [
      { spanMetrics: { enabled: true, flushIntervalSeconds: 91, expireAfterMinutes: 30 } },
      { window: "7m", expiration: [{ minutes: 30 }] },
    ],
    [
      { spanMetrics: { enabled: true }, collectorVersion: "0.92.0" },
      { bounded: [], firstSample: "It is what the series holds by then, which `rate` does not see." },
    ],
  ]),
  ...cases(tlsSection, [
    [{}, { telemetrygenTls: "--otlp-insecure", receiverTls: [], gatewayTls: [], ownLists: false }],
    [
      { collector: { tls: { secretName: "a" } } },
      {
        telemetrygenTls: "--otlp-insecure-skip-verify",
        receiverTls: [{ secret: "a", dnsName: "otel-collector.tracing.svc.cluster.local", minutes: 4 }],
        ownLists: true,
      },
    ],
    [{ gateway: { tls: { secretName: "b" } } }, { gatewayTls: [], ownLists: false }],
    [
      { ...GATEWAY, gateway: { tls: { secretName: "b" } } },
      {
        gatewayTls: [
          { secret: "b", dnsName: "otel-collector-gateway.tracing.svc.cluster.local", minutes: 4, mutual: [] },
        ],
        ownLists: true,
      },
    ],
    [
      { ...GATEWAY, gateway: { tls: { secretName: "b", clientSecretName: "c" } } },
      { gatewayTls: [expect.objectContaining({ mutual: [{ clientSecret: "c" }] })] },
    ],
    [{ otlpQueue: { persistent: true }, otlpExporters: [TEMPO] }, { ownLists: true }],
    [{ otlpExporters: [GRAFANA] }, { ownLists: true }],
    [{ otlpExporters: [TEMPO] }, { ownLists: false }],
    [{ spanMetrics: { enabled: true } }, { ownLists: true }],
    [{ egress: PROXY }, { ownLists: true }],
    [{ egress: { caConfigMapName: "ca" } }, { ownLists: true }],
    [{ egress: { privateCluster: true } }, { ownLists: true }],
    [{ kubernetesAttributes: { enabled: true } }, { ownLists: true }],
  ]),
  ...cases(egressSection, [
    [{}, { egress: [], calledServices: "`xray` and `sts`", private: [] }],
    [
      { egress: PROXY },
      { egress: [{ proxy: [{ who: "The collector", ignoresNoProxy: false, closed: false, asksSts: true }], ca: [] }] },
    ],
    [
      {
        egress: PROXY,
        ...GATEWAY,
        identity: "pod-identity",
        networkPolicy: { enabled: true },
        collectorVersion: "0.92.0",
      },
      { egress: [{ proxy: [{ who: "The gateway", ignoresNoProxy: true, closed: true, asksSts: false }], ca: [] }] },
    ],
    [
      { egress: PROXY, collectorVersion: "0.92.0", xray: { export: "otlp" } },
      { egress: [{ proxy: [expect.objectContaining({ ignoresNoProxy: false })], ca: [] }] },
    ],
    [{ egress: { caConfigMapName: "ca" } }, { egress: [{ proxy: [], ca: [{ configMap: "ca" }] }] }],
    [
      { egress: { privateCluster: true } },
      {
        private: [
          {
            count: "two",
            calls: true,
            called: [
              { service: "xray", what: "the traces" },
              { service: "sts", what: "the collector's credentials" },
            ],
          },
        ],
      },
    ],
    [
      { egress: { privateCluster: true }, ampRemoteWriteEndpoint: ENDPOINT },
      {
        private: [expect.objectContaining({ count: "three" })],
        calledServices: "`xray` and `sts` and `aps-workspaces`",
      },
    ],
    [
      { egress: { privateCluster: true }, xray: { export: "none" }, otlpExporters: [TEMPO] },
      { private: [{ count: "none", calls: false, called: [] }], calledServices: "" },
    ],
    [
      {
        egress: { privateCluster: true },
        xray: { export: "none" },
        otlpExporters: [TEMPO],
        ampRemoteWriteEndpoint: ENDPOINT,
      },
      { calledServices: "`sts` and `aps-workspaces`" },
    ],
  ]),
  ...cases(topologySection, [
    [
      {},
      {
        oneTier: true,
        role: "collector",
        sampler: "otel-collector",
        replicas: "",
        away: "",
        resolver: "",
        ringChange: "",
      },
    ],
    [
      GATEWAY,
      {
        oneTier: false,
        role: "gateway",
        sampler: "otel-collector-gateway",
        replicas: 3,
        clusterTracesPerSecond: "30,000",
        maxUnavailable: "one",
      },
    ],
    [{ ...GATEWAY, gateway: { maxUnavailable: 2 } }, { maxUnavailable: 2 }],
  ]),
  ...cases(sizingSection, [
    [
      {},
      {
        idleMib: 58,
        memoryLimitMib: 400,
        memorySpikeLimitMib: 100,
        refusalMib: 300,
        heldTraces: "33,946",
        tracesPerSecond: "3,394",
        numTracesUnreachable: true,
        numTraces: "100,000",
        numTracesMib: "771",
      },
    ],
    [{ sampling: { numTraces: 5000 } }, { numTracesUnreachable: false, numTraces: "5,000" }],
  ]),
  ...cases(limitsSection, [
    [
      {},
      {
        keepErrors: true,
        http: [],
        healthChecks: [],
        noPipeline: [{ signals: "log pipeline, no metrics" }],
        tolerations: "The collector tolerates every taint.",
      },
    ],
    [{ otlpExporters: [LOKI] }, { noPipeline: [{ signals: "metrics" }] }],
    [{ ampRemoteWriteEndpoint: ENDPOINT }, { noPipeline: [{ signals: "log pipeline" }] }],
    [{ ampRemoteWriteEndpoint: ENDPOINT, otlpExporters: [LOKI] }, { noPipeline: [] }],
    [{ dropHealthChecks: ["/a", "/b"] }, { healthChecks: [{ paths: "`/a` or `/b`" }] }],
    [{ collectorVersion: "0.92.0" }, { http: [{ text: expect.stringMatching(/\w/) }] }],
    [{ collectorVersion: "0.92.0", xray: { export: "otlp" } }, { http: [] }],
    [
      { collector: { tolerations: [], nodeSelector: { a: "b", "c.d/e": "f" } } },
      {
        tolerations:
          "So is that of a node whose taints the option `collector.tolerations` does not name. It runs only on nodes with `a=b` and `c.d/e=f`.",
      },
    ],
    ...[
      { key: "a", operator: "Exists" as const },
      { operator: "Exists" as const, effect: "NoExecute" as const },
    ].map((toleration): [Options, object] => [
      { collector: { tolerations: [toleration] } },
      { tolerations: "So is that of a node whose taints the option `collector.tolerations` does not name." },
    ]),
  ]),
])("$name with $options", ({ section, options, expected }) => {
  const [told = {}] = [section(resolveSettings(options))].flat();
  expect(told).toMatchObject(expected);
  if (Object.keys(expected).length === 0) {
    expect(told).toEqual({});
  }
});

test.each([
  [7, "7"],
  [999, "999"],
  [1000, "1,000"],
  [1234567, "1,234,567"],
])("%s is written as %s", (number, text) => {
  expect(thousands(number)).toBe(text);
});

describe("what guards the collectors in their cluster", () => {
  const texts = (options: Options) =>
    Object.fromEntries(hardeningTexts(resolveSettings(options)).map(({ what, text }) => [what, text]));

  const ON: Options = { networkPolicy: { enabled: true } };
  const GATEWAY: Options = { ...ON, topology: "gateway" };
  const ATTRIBUTES: Options = { kubernetesAttributes: { enabled: true } };
  const PODS: Options = { identity: "pod-identity" };

  test("nothing is said of what is off", () => {
    expect(texts({})).toEqual({});
    expect(texts({ ...ATTRIBUTES, ...PODS, topology: "gateway" })).toEqual({});
  });

  test.each<[Options, string]>([
    [
      ON,
      "Pods of any namespace may send spans; what is no pod of the cluster may not. The collectors reach DNS, and HTTPS in ",
    ],
    [
      { networkPolicy: { enabled: true, senderNamespaceLabels: { team: "shop", stage: "prod" } } },
      "Pods of namespaces with `team=shop` and `stage=prod` may send spans, and nobody else: `telemetrygen` ",
    ],
    [{ ...ON, ...PODS }, "The collectors reach DNS, the EKS Pod Identity Agent and HTTPS in `egress_cidr_blocks`, "],
    [ON, "or anywhere without them. Instance metadata nobody reaches."],
    [{ ...ON, ...ATTRIBUTES }, "without them. Unless they are empty, these have to hold the Kubernetes API"],
    [
      { ...GATEWAY, gateway: { resolver: "dns" } },
      "The gateway takes spans from the agents alone. The agents reach DNS and the gateway; the gateway reaches DNS, and HTTPS in ",
    ],
    [
      { ...GATEWAY, gateway: { resolver: "k8s" } },
      "and the gateway, and HTTPS to find it in the Kubernetes API; the gateway",
    ],
    [{ ...GATEWAY, ...ATTRIBUTES }, "and the gateway, and HTTPS for the Kubernetes API; the gateway reaches DNS, and"],
    [{ ...GATEWAY, ...PODS }, "the gateway reaches DNS, the EKS Pod Identity Agent and HTTPS in "],
    [{ ...GATEWAY, ...ATTRIBUTES }, "or anywhere without them. Instance metadata nobody reaches."],
  ])("of the network policy of %j", (options, text) => {
    expect(texts(options)["Network policy"]).toContain(text);
  });

  test.each<[Options["collector"], string]>([
    [{ imagePullSecrets: ["a"] }, "The image is pulled with the Secret `a`, which"],
    [{ imagePullSecrets: ["a", "b"] }, "The image is pulled with the Secrets `a` and `b`, which"],
  ])("of pull secrets: %j", (collector, text) => {
    expect(texts({ collector })["Pull secrets"]).toContain(text);
  });

  test.each<[Options, string]>([
    [{ collector: { priorityClassName: "a" } }, "The pods on the nodes are of the priority class `a`. A class"],
    [
      { topology: "gateway", collector: { priorityClassName: "a" }, gateway: { priorityClassName: "b" } },
      "The pods on the nodes are of the priority class `a`, those of the gateway are of the priority class `b`. A class",
    ],
    [
      { topology: "gateway", gateway: { priorityClassName: "b" } },
      "The pods of the gateway are of the priority class `b`.",
    ],
  ])("of the priority of %j", (options, text) => {
    expect(texts(options).Priority).toContain(text);
  });
});

describe("sampling in words", () => {
  const settingsOf = (...policies: SamplingPolicy[]) => resolveSettings({ sampling: { policies } });

  test.each<[SamplingPolicy, string]>([
    [{ name: "p", type: "boolean_attribute", key: "vip", value: false }, "with a span whose `vip` is false"],
    [{ name: "p", type: "latency", thresholdMs: 200 }, "of 200 ms or more"],
    [
      { name: "p", type: "numeric_attribute", key: "rank", minValue: 1, maxValue: 3 },
      "with a span whose `rank` is from 1 to 3",
    ],
    [
      { name: "p", type: "ottl_condition", spanConditions: ['name == "a"', "true"] },
      'with a span for which `name == "a"` or `true` holds',
    ],
    [{ name: "p", type: "probabilistic", samplingPercentage: 2.5 }, "to a share of 2.5 %"],
    [{ name: "p", type: "rate_limiting", spansPerSecond: 9 }, "up to 9 spans per second and collector"],
    [{ name: "p", type: "span_count", minSpans: 40 }, "of 40 spans or more"],
    [{ name: "p", type: "status_code", statusCodes: ["OK", "UNSET"] }, "with a span whose status is OK or UNSET"],
    [
      { name: "p", type: "string_attribute", key: "tier", values: ["a", "b"] },
      "with a span whose `tier` is `a` or `b`",
    ],
    [
      { name: "p", type: "string_attribute", key: "tier", values: ["^a"], enabledRegexMatching: true },
      "with a span whose `tier` matches `^a`",
    ],
    [{ name: "p", type: "trace_state", key: "k", values: ["v", "w"] }, "whose trace state `k` is `v` or `w`"],
    [
      {
        name: "p",
        type: "and",
        policies: [
          { name: "q", type: "string_attribute", key: "tier", values: ["a"], invertMatch: true },
          { name: "r", type: "span_count", minSpans: 2 },
        ],
      },
      "without a span whose `tier` is `a`, and of 2 spans or more",
    ],
  ])("a policy is told in words: %j", (policy, text) => {
    expect(policyTexts(settingsOf(policy)).at(-1)).toEqual({ policy: "p", keep: `traces ${text}` });
  });

  test("what keeps a trace is listed in the sampler's order, and what drops one is not", () => {
    const veto: SamplingPolicy = {
      name: "no-bots",
      type: "string_attribute",
      key: "agent",
      values: ["bot"],
      invertMatch: true,
    };
    const settings = resolveSettings({ sampling: { policies: [veto] }, dropHealthChecks: ["/healthz", "/ready"] });
    expect(policyTexts(settings)).toEqual([
      { policy: "always-sample-errors", keep: "every trace with a span whose status is ERROR" },
      { policy: "always-sample-slow", keep: "every trace of 500 ms or more, from its first start to its last end" },
      { policy: "probabilistic", keep: "10 % of all traces, unless the cluster sets another share" },
    ]);
    expect(vetoTexts(settings)).toEqual([
      "a trace with a span for `/healthz` or `/ready`, a health check, is dropped",
      "`no-bots` drops traces with a span whose `agent` is `bot`",
    ]);
    expect(vetoTexts(settingsOf())).toEqual([]);
  });

  test("rates are told with what they are for, and their limits", () => {
    const rates = [
      { name: "a", serviceName: "s", samplingPercentage: 5 },
      { name: "b", serviceName: "t", route: "/r", samplingPercentage: 0.5, spansPerSecond: 7 },
    ];
    const told = policyTexts(resolveSettings({ sampling: { rates, baselineSpansPerSecond: 90 } })).slice(2);
    expect(told).toEqual([
      { policy: "a", keep: "5 % of traces with a span of service `s`" },
      {
        policy: "b",
        keep: "0.5 % of traces with a span of service `t` and route `/r` that no rate above is for, up to 7 spans per second",
      },
      {
        policy: "probabilistic",
        keep: "10 % of traces that no rate above is for, up to 90 spans per second, unless the cluster sets another share",
      },
    ]);
  });

  describe("how shares are to be read", () => {
    const RATE = { name: "a", serviceName: "s", samplingPercentage: 5 };
    const ORDER = "and the first in this order that is for a trace decides its share";
    const LIMIT = "A limit in spans per second is that of one";
    const BEYOND = "Failed and slow traces that are within the share count too, and are kept beyond the limit.";
    const composite: SamplingPolicy = {
      name: "c",
      type: "composite",
      maxTotalSpansPerSecond: 100,
      shares: [{ policy: { name: "d", type: "latency", thresholdMs: 1 }, allocationPercentage: 50 }],
    };
    const text = (options: object) => shareTexts(resolveSettings(options)).join("\n");

    test.each<[object, string[], string[]]>([
      [{}, [], ["A rate", LIMIT]],
      [{ sampling: { rates: [RATE] } }, ["wherever in the trace that span is. `probabilistic`"], [ORDER, LIMIT]],
      [{ sampling: { rates: [RATE, { ...RATE, name: "b", serviceName: "t" }] } }, [ORDER], [LIMIT]],
      [
        { sampling: { rates: [{ ...RATE, spansPerSecond: 9 }] } },
        [LIMIT, BEYOND, "as many times more as it has nodes"],
        [],
      ],
      [{ sampling: { policies: [{ name: "d", type: "latency", thresholdMs: 1 }] } }, [], [LIMIT]],
      [{ sampling: { baselineSpansPerSecond: 9 } }, [LIMIT, BEYOND, "After a pause twice the limit"], ["A rate is"]],
      [{ sampling: { policies: [composite] } }, [`${LIMIT} collector: the cluster`], [BEYOND]],
      [
        { topology: "gateway", sampling: { policies: [composite] } },
        [`${LIMIT} gateway: all gateways together`],
        [BEYOND],
      ],
      [
        { collectorVersion: "0.92.0", sampling: { baselineSpansPerSecond: 9 } },
        ["A trace of as many spans as the limit or more has no room in any second."],
        ["After a pause"],
      ],
    ])("with %j", (options, said, unsaid) => {
      expect(said.filter((part) => !text(options).includes(part))).toEqual([]);
      expect(unsaid.filter((part) => text(options).includes(part))).toEqual([]);
    });
  });

  test.each<[object, string]>([
    [{}, "every trace that failed, every trace of 500 ms or more and 10 % of the others"],
    [{ sampling: { keepErrors: false } }, "every trace of 500 ms or more and 10 % of the others"],
    [
      { sampling: { rates: [{ name: "a", route: "/", samplingPercentage: 1 }] } },
      "every trace that failed, every trace of 500 ms or more and a share of the others",
    ],
  ])("what is kept with %j, in one clause", (options, text) => {
    expect(keptInShort(resolveSettings(options))).toBe(text);
  });
});
