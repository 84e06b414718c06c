import type { CompositePolicy, EksOtelTracingProjectOptions } from "../../src/options";
import { ModuleReadme } from "../../src/repository/module-readme";
import { synth } from "./synth";

type Options = EksOtelTracingProjectOptions;

const pages = new Map<string, string>();

/** The page, which is written once for the same options. */
function readme(options: Options = {}): string {
  const key = JSON.stringify(options);
  const page = pages.get(key) ?? synth(ModuleReadme, options)["README.md"];
  pages.set(key, page);
  return page;
}

/** The part of the page below one heading. */
const section = (page: string, heading: string) =>
  page.split(/^(?=#+ )/m).find((part) => part.startsWith(`${heading}\n`)) ?? "";

test("says the article's promise, in its numbers", () => {
  expect(readme()).toContain("keeps every trace that failed, every trace of 500 ms or more and 10 % of the others");
});

test.each<[string | undefined, string]>([
  [undefined, 'source = "git::https://github.com/YOUR-ORGANISATION/eks-otel-tracing.git?ref=v1.0.0"\n\n'],
  ["git::https://github.com/acme/tracing.git", 'source = "git::https://github.com/acme/tracing.git?ref=v1.0.0"\n\n'],
  ["git@github.com:acme/tracing.git", 'source = "git@github.com:acme/tracing.git?ref=v1.0.0"\n\n'],
  ["acme/tracing/aws", 'source  = "acme/tracing/aws"\n  version = "~> 1.0"\n\n'],
  ["app.terraform.io/acme/tracing/aws", 'source  = "app.terraform.io/acme/tracing/aws"\n  version = "~> 1.0"\n\n'],
])("shows the module's address, at a tag or a version: %s", (moduleSource, lines) => {
  const page = readme({ repository: { moduleSource } });
  expect(section(page, "## Use it")).toContain(`  ${lines}`);
  const raised = lines.includes("version") ? "version" : "ref";
  expect(section(page, "## Upgrade").replaceAll("\n", " ")).toContain(
    `and raise \`${raised}\` where the module is used`,
  );
});

test("says what an option does for the collectors in their cluster, only where it is on", () => {
  const inCluster = (options?: Options) => section(readme(options), "### In the cluster");
  expect(inCluster()).toBe("");
  const closed = inCluster({ topology: "gateway", networkPolicy: { enabled: true } });
  expect(closed).toContain("Pods of any namespace may send spans");
  expect(closed).toContain("The gateway takes spans from the agents alone. The agents reach DNS and the gateway; ");
  expect(closed).not.toMatch(/Pull secrets|Priority/);
  const rest = inCluster({
    collector: { imagePullSecrets: ["a", "b"] },
    gateway: { priorityClassName: "c" },
    topology: "gateway",
  });
  expect(rest).toContain("with the Secrets `a` and `b`");
  expect(rest).toContain("The pods of the gateway are of the priority class `c`.");
  expect(rest).not.toContain("Network policy");
});

test("says how a namespace becomes Terraform's and Helm's again, only where it is Terraform's", () => {
  expect(section(readme(), "### The namespace")).toBe("");
  expect(section(readme(), "## Limits")).toContain("created by Helm, without labels");
  const page = readme({ namespace: "observability", terraform: { namespacePodSecurity: "baseline" } });
  expect(section(page, "### The namespace")).toContain("the Pod Security Standard `baseline`");
  expect(section(page, "### The namespace")).toContain(
    '  to = module.tracing.kubernetes_namespace_v1.collector[0]\n  id = "observability"\n',
  );
  expect(section(page, "## Limits")).not.toContain("created by Helm");
  expect(page).toContain("the providers `aws`, `helm` and `kubernetes`");
});

test("pins the image that sends a trace by hand", () => {
  expect(readme()).toMatch(/\/telemetrygen:v\d+\.\d+\.\d+ --/);
});

test("does not promise failed traces when they are not kept", () => {
  const page = readme({ sampling: { keepErrors: false }, samplingRatePercentage: 2 });
  expect(page).toContain("keeps every trace of 500 ms or more and 2 % of the others");
  expect(page).not.toContain("every trace that failed");
  expect(page).not.toContain("always-sample-errors");
  expect(page).not.toContain("4xx");
});

test("names every policy of the user's own, and what drops a trace", () => {
  const page = section(
    readme({
      dropHealthChecks: ["/healthz"],
      sampling: {
        policies: [
          { name: "gold", type: "string_attribute", key: "tier", values: ["a|b"] },
          {
            name: "by-path",
            type: "string_attribute",
            key: "path",
            values: ["a\\|b"],
            enabledRegexMatching: true,
          },
          { name: "no-probes", type: "string_attribute", key: "agent", values: ["probe"], invertMatch: true },
          {
            name: "slow-gold",
            type: "and",
            policies: [
              { name: "g", type: "numeric_attribute", key: "rank", minValue: 1, maxValue: 3 },
              { name: "s", type: "latency", thresholdMs: 200 },
            ],
          },
        ],
      },
    }),
    "### Which traces are kept",
  );
  expect(page).toContain("| `gold` | traces with a span whose `tier` is `a\\|b` |");
  expect(page).toContain("| `by-path` | traces with a span whose `path` matches <code>a&#92;&#124;b</code> |");
  expect(page).toContain("| `slow-gold` | traces with a span whose `rank` is from 1 to 3, and of 200 ms or more |");
  expect(page).not.toContain("| `no-probes`");
  expect(page).toContain("`no-probes` drops traces with a span whose `agent` is `probe`");
  expect(page).toContain("a trace with a span for `/healthz`, a health check, is dropped");
});

test("says which traces a rate is for, and what a limit is of, only where there is one", () => {
  const kept = (options: Options = {}) => section(readme(options), "### Which traces are kept");
  expect(kept()).not.toMatch(/A rate|A limit/);
  const rates = [
    { name: "carts", serviceName: "a|b", route: "/carts/:id", samplingPercentage: 0.5 },
    { name: "checkout", serviceName: "checkout", samplingPercentage: 50, spansPerSecond: 400 },
  ];
  const page = kept({ sampling: { rates } });
  expect(page).toContain("| `carts` | 0.5 % of traces with a span of service `a\\|b` and route `/carts/:id` |");
  expect(page).toContain(
    "| `checkout` | 50 % of traces with a span of service `checkout` that no rate above is for, up to 400 spans per second |",
  );
  expect(page).toContain("| `probabilistic` | 10 % of traces that no rate above is for, unless");
  expect(page).toContain("the first in this order that is for a trace decides its share");
  expect(page).toContain("that of one collector: the cluster keeps as many times more as it has nodes");
  expect(page).toContain("After a pause twice the limit is spent at once");
  expect(readme({ sampling: { rates } })).toContain("and a share of the others");
  expect(kept({ sampling: { baselineSpansPerSecond: 9 }, topology: "gateway", collectorVersion: "0.92.0" })).toMatch(
    /that of one gateway: all gateways together .* A trace of as many spans as the limit or more has no room/,
  );
});

test("says how a composite policy shares out", () => {
  const kinds: CompositePolicy = {
    name: "kinds",
    type: "composite",
    maxTotalSpansPerSecond: 1000,
    shares: [
      {
        policy: { name: "gold", type: "string_attribute", key: "tier", values: ["gold"] },
        allocationPercentage: 60,
      },
      { policy: { name: "rest", type: "probabilistic", samplingPercentage: 100 }, allocationPercentage: 40 },
    ],
  };
  expect(readme({ sampling: { policies: [kinds] } })).toContain(
    "| `kinds` | traces up to 1000 spans per second and collector: 60 % of that for traces with a span whose `tier` is `gold`, then 40 % of that for traces to a share of 100 % |",
  );
});

test("tells an application the whole environment", () => {
  const page = section(readme(), "## What an application sets");
  expect(page).toContain('value: "http://otel-collector.tracing.svc.cluster.local:4317"');
  expect(page.match(/- name: OTEL_\w+/g)).toHaveLength(8);
});

test("applications send metrics only where a pipeline takes them", () => {
  const metrics = /OTEL_METRICS_EXPORTER\n\s+value: "(\w+)"/;
  expect(readme()).toMatch(metrics);
  expect(metrics.exec(readme())?.[1]).toBe("none");
  const endpoint = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";
  expect(metrics.exec(readme({ ampRemoteWriteEndpoint: endpoint }))?.[1]).toBe("otlp");
});

test("lists the module's variables and outputs", () => {
  expect(section(readme({ namespace: "obs" }), "## Inputs")).toContain('| `string` | `"obs"` |');
  expect(section(readme(), "## Inputs")).toMatch(/\| `cluster_name` \| .* \| required \|/);
  expect(section(readme(), "## Outputs")).toContain("| `otlp_grpc_endpoint` |");
});

test("two tiers are sized by a gateway's share of the cluster's traces", () => {
  const page = section(readme({ topology: "gateway", gateway: { replicas: 4 } }), "## How to size it");
  expect(page).toContain("new traces per second in the cluster × 10 s / gateway_replicas");
  expect(page).toContain("must stay below gateway_memory_limit_mib - gateway_memory_spike_limit_mib");
  expect(page).toContain("| The gateway refuses spans from | 1000 - 200 = 800 MiB |");
  expect(page).toContain("about 10,000 new traces/s a gateway, 40,000 with all 4 |");
  expect(page).not.toContain("on one node");
});

test("with 400 MiB, num_traces of the article is out of reach, and says so", () => {
  const page = section(readme(), "## How to size it");
  expect(page).toContain("| The collector refuses spans from | 400 - 100 = 300 MiB |");
  expect(page).toContain("`num_traces` is 100,000, which would take 771 MiB");
  expect(section(readme({ sampling: { numTraces: 5000 } }), "## How to size it")).not.toContain("would take");
});

test.each([
  ["0.92.0", "annotation[otel_resource_cluster_name]", true],
  ["0.159.0", "annotation[otel.resource.cluster_name]", false],
] as const)("with collector %s a cluster is found by %s", (collectorVersion, search, oldAttributes) => {
  const page = readme({ collectorVersion });
  expect(section(page, "## Find a trace in X-Ray")).toContain(search);
  expect(page.includes("**HTTP in X-Ray.**")).toBe(oldAttributes);
});

test.each([
  ["0.92.0", "`http_route`"],
  ["0.159.0", "`http.route`"],
])("with collector %s an attribute of one's own is found by %s", (collectorVersion, annotation) => {
  const page = readme({ collectorVersion, xray: { indexedAttributes: ["http.route"] } });
  expect(section(page, "## Find a trace in X-Ray")).toContain(`Of the other attributes, ${annotation} can`);
});

test.each([
  ["0.92.0", "`processor_refused_spans`"],
  ["0.120.0", "`processor_refused_spans_total`"],
  ["0.152.0", "`processor_refused_spans`"],
  ["0.159.0", "`processor_memory_limiter_refused_spans`"],
])("with collector %s refusals are counted by %s", (collectorVersion, metric) => {
  expect(section(readme({ collectorVersion }), "## When there is no trace")).toContain(metric);
});

test.each([
  ["0.92.0", "0.170.0", "is lost, failed ones too"],
  ["0.159.0", "0.78.0", "the 30 s for it that Kubernetes gives a pod"],
  ["0.159.0", "0.170.0", "The pod's grace period gives it 40 s"],
])("with collector %s and chart %s, says of a roll-out: %s", (collectorVersion, chartVersion, text) => {
  expect(section(readme({ collectorVersion, chartVersion }), "## Upgrade")).toContain(text);
});

test("names the files that are the user's", () => {
  const page = section(readme(), "## How this repository is made");
  expect(page).toContain("`examples/apps/express/`: `package.json`, `src/`, `test/`, `kustomization.yaml`");
  expect(readme({ exampleApps: [] })).not.toContain("examples/apps");
});

test("every link within the page has a heading", () => {
  const page = readme({ dropHealthChecks: ["/healthz"] });
  const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
  for (const [, anchor] of page.matchAll(/\]\(#([^)]*)\)/g)) {
    expect(anchors).toContain(anchor);
  }
});

test("the examples, and what an application that exists takes over, are one click away", () => {
  const page = section(readme({ existingApps: ["go", "dotnet"] }), "## What an application sets");
  expect(page).toContain("Examples to start from: [Express](examples/apps/express).");
  expect(page).toContain("takes over: [Go](examples/existing-apps/go), [.NET](examples/existing-apps/dotnet).");
  expect(section(readme({ exampleApps: [] }), "## What an application sets")).not.toContain("(examples/");
});

test("says what the cluster must have for the identity that is chosen, and nothing of the other", () => {
  const pods = readme({ identity: "pod-identity" });
  expect(section(pods, "## Use it")).toContain("The cluster needs the add-on [EKS Pod Identity Agent](");
  expect(pods).toContain("### From IRSA to Pod Identity, and back");
  expect(pods).not.toMatch(/OIDC|InvalidIdentityToken|annotation must be/);
  expect(section(readme(), "## Use it")).toContain("The cluster needs an [IAM OIDC provider](");
  expect(readme()).not.toContain("Pod Identity");
});

test("shows the trust that another account needs, with what was decided of it", () => {
  const roleArn = "arn:aws:iam::210987654321:role/writer";
  const trust = (options: Options) =>
    JSON.parse(/```json\n([^`]*"sts:AssumeRole"[^`]*)```/.exec(readme(options))?.[1] ?? "{}").Statement[0];
  expect(trust({ xray: { roleArn, externalId: "shop/prod" } })).toEqual({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::CLUSTER_ACCOUNT:root" },
    Action: "sts:AssumeRole",
    Condition: {
      ArnEquals: { "aws:PrincipalArn": "ROLE_ARN" },
      StringEquals: { "sts:ExternalId": "shop/prod" },
    },
  });
  const { Action, Condition } = trust({ identity: "pod-identity", amp: { roleArn } });
  expect(Action).toEqual(["sts:AssumeRole", "sts:TagSession"]);
  expect(Condition).toEqual({ ArnEquals: { "aws:PrincipalArn": "ROLE_ARN" } });
  const ids = { xray: { roleArn, externalId: "a1" }, amp: { roleArn, externalId: "b2" } };
  expect(trust(ids).Condition.StringEquals).toEqual({ "sts:ExternalId": "EXTERNAL_ID" });
  expect(readme()).not.toContain("another account");
});

test("says what the role may do itself, and what roles elsewhere must allow", () => {
  const roleArn = "arn:aws:iam::210987654321:role/writer";
  const TEMPO = { name: "tempo", endpoint: "http://tempo.tracing.svc:4317" };
  const both = readme({ xray: { roleArn }, amp: { roleArn } });
  expect(both).toContain("assume `xray_role_arn`, and with `amp_remote_write_endpoint` assume `amp_role_arn`.");
  expect(both).toContain("assumes `xray_role_arn` to write traces, and `amp_role_arn` to write metrics. ");
  expect(both).toContain("no longer writes traces and metrics itself");
  expect(both.replaceAll("\n", " ")).toContain(
    "for traces `xray:PutTraceSegments` and `xray:PutTelemetryRecords` on `*`, for metrics `aps:RemoteWrite` on the workspace",
  );
  expect(readme({ xray: { roleArn } })).toContain(
    "assume `xray_role_arn`, and with `amp_remote_write_endpoint` write metrics to that one workspace.",
  );
  expect(readme({ amp: { roleArn } })).toContain(
    "write traces, and with `amp_remote_write_endpoint` assume `amp_role_arn`.",
  );
  const alone = readme({ amp: { roleArn }, xray: { export: "none" }, otlpExporters: [TEMPO] });
  expect(alone).toContain("\nwith `amp_remote_write_endpoint` assume `amp_role_arn`.");
});

test.each<[string, Options, boolean]>([
  ["IRSA", {}, true],
  ["Pod Identity", { identity: "pod-identity" }, false],
  [
    "Pod Identity and a role elsewhere",
    { identity: "pod-identity", xray: { roleArn: "arn:aws:iam::210987654321:role/xray-writer" } },
    true,
  ],
])("with %s it says whether the Security Token Service is asked through the proxy", (_, options, asked) => {
  const page = readme({ egress: { httpsProxy: "http://proxy.example.com:3128" }, ...options });
  expect(section(page, "### The way to AWS").includes("the Security Token Service for its")).toBe(asked);
});

describe("by what traces are written to X-Ray", () => {
  const OTLP = { xray: { export: "otlp" } } as const;
  const NONE = {
    xray: { export: "none" },
    otlpExporters: [
      { name: "tempo", endpoint: "http://tempo.tracing.svc:4317" },
      { name: "loki", endpoint: "http://loki.logs.svc:4317", signals: ["logs"] },
    ],
  } as const satisfies Options;

  test("OTLP: what it needs, what its queue holds, and what X-Ray refuses", () => {
    const text = section(readme(OTLP), "### X-Ray by OTLP");
    expect(text).toContain("in accounts where CloudWatch Transaction Search is on");
    expect(text).toContain("at a limit of 400 MiB\n  38,400 spans.");
    expect(text).toContain("What is more than 5 MB goes in several.");
    expect(text).toContain("refused with all of its request");
    const old = section(readme({ ...OTLP, collectorVersion: "0.92.0" }), "### X-Ray by OTLP");
    expect(old).toContain("with spans of up to 9,765 bytes on average");
    expect(section(readme(), "### X-Ray by OTLP")).toBe("");
  });

  test("OTLP: traces are found by any attribute, and no annotation is named", () => {
    const page = readme(OTLP);
    expect(section(page, "## Find a trace in X-Ray")).toContain("`aws/spans`");
    expect(page).not.toContain("otel.resource");
    expect(page).toContain("aws xray get-trace-segment-destination");
  });

  test("none: X-Ray is named nowhere, and who gets the traces is", () => {
    const page = readme(NONE);
    expect(page).toContain("and sends them to `tempo`.");
    expect(page.replace(/^\| `aws_region` .*$/m, "")).not.toMatch(/x-?ray/i);
    expect(section(page, "### What it may do in AWS")).toContain("write nothing, unless there is");
  });

  test("a page with backends beside segments says where a queue is to be had", () => {
    const { otlpExporters } = NONE;
    expect(section(readme({ otlpExporters }), "### Further backends")).toContain("`xray: { export: 'otlp' }`");
    expect(section(readme({ ...OTLP, otlpExporters }), "### Further backends")).not.toContain("X-Ray");
  });
});

describe("says what depends on an option where it does, and nowhere else", () => {
  const DEFAULTS: Options = {};
  const TWO_TIERS: Options = { topology: "gateway" };
  const TEMPO: Options = { otlpExporters: [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }] };
  const LOKI: Options = { otlpExporters: [{ name: "loki", endpoint: "http://loki.logs.svc:4317", signals: ["logs"] }] };
  const NO_XRAY: Options = { ...TEMPO, xray: { export: "none" } };
  const OTLP: Options = { xray: { export: "otlp" } };
  const PODS: Options = { identity: "pod-identity" };
  const SPAN_METRICS: Options = { spanMetrics: { enabled: true } };
  const ATTRIBUTES: Options = { kubernetesAttributes: { enabled: true } };
  const PROXY: Options = { egress: { httpsProxy: "http://proxy.example.com:3128" } };
  const PRIVATE: Options = { egress: { privateCluster: true } };
  const PRIVATE_ALONE: Options = { ...NO_XRAY, ...PRIVATE };
  const TLS: Options = { collector: { tls: { secretName: "otel-tls" } } };
  const TLS_BEHIND: Options = { ...TWO_TIERS, gateway: { tls: { secretName: "gateway-tls" } } };
  const ELSEWHERE: Options = { xray: { roleArn: "arn:aws:iam::210987654321:role/writer" } };

  /** What a page says, with these options and not with those. */
  const SAYS: [text: string, on: Options, off: Options][] = [
    ["It installs an OpenTelemetry Collector on every node.", DEFAULTS, TWO_TIERS],
    ["It installs OpenTelemetry Collectors in two tiers", TWO_TIERS, DEFAULTS],
    [
      "is what CloudWatch Transaction Search needs in an account",
      { xray: { transactionSearchExample: true } },
      DEFAULTS,
    ],
    ["the name that X-Ray shows.", DEFAULTS, NO_XRAY],
    ["the name that backends show.", NO_XRAY, DEFAULTS],
    ["The collector takes OTLP over TLS alone", TLS, DEFAULTS],
    ["nothing here gives it to them", TLS, { collector: { tls: { secretName: "a", caConfigMapName: "otel-ca" } } }],
    ["the ConfigMap `otel-ca`", { collector: { tls: { secretName: "a", caConfigMapName: "otel-ca" } } }, TLS],
    ["One collector runs on every node, and the Service `otel-collector` sends", DEFAULTS, TWO_TIERS],
    ["An agent runs on every node, and the Service `otel-collector` sends", TWO_TIERS, DEFAULTS],
    ["**Between agents and gateway** is TLS", TLS_BEHIND, TWO_TIERS],
    [
      "it takes spans from nobody else",
      { ...TWO_TIERS, gateway: { tls: { secretName: "a", clientSecretName: "b" } } },
      TLS_BEHIND,
    ],
    ["The agents have no rights at all.", TWO_TIERS, DEFAULTS],
    ["EKS Pod Identity gives the role to the pods", PODS, DEFAULTS],
    ["### Writing to another account", ELSEWHERE, DEFAULTS],
    ["write traces, and with `amp_remote_write_endpoint` also metrics to that one workspace", DEFAULTS, NO_XRAY],
    ["write traces, and with `amp_remote_write_endpoint` also metrics to that one workspace", DEFAULTS, ELSEWHERE],
    ["A collector that can't assume `amp_role_arn` does not start", { amp: ELSEWHERE.xray }, ELSEWHERE],
    ["through the proxy `https_proxy`: X-Ray, Amazon Managed Service", PROXY, { ...PROXY, ...NO_XRAY }],
    ["Agents have no proxy", { ...PROXY, ...TWO_TIERS }, PROXY],
    ["The network policy opens the proxy's port", { ...PROXY, networkPolicy: { enabled: true } }, PROXY],
    ["does not read `no_proxy`", { ...PROXY, collectorVersion: "0.92.0" }, PROXY],
    ["### The way to AWS", PROXY, DEFAULTS],
    ["It trusts the CAs in `ca.crt`", { egress: { caConfigMapName: "proxy-ca" } }, PROXY],
    ["### Without a way to the internet", PRIVATE, DEFAULTS],
    ["are what the collector itself calls, and the default of `vpc_endpoint_services`", PRIVATE, PRIVATE_ALONE],
    ["The collector itself calls no service of AWS", PRIVATE_ALONE, PRIVATE],
    ["Security Token Service of the region, not from the global one", PRIVATE, { ...PRIVATE, ...PODS }],
    ["from the\nEKS Pod Identity Agent on each node", { ...PRIVATE, ...PODS }, PRIVATE],
    ["Credentials come from the", PRIVATE, PRIVATE_ALONE],
    ["It makes no metrics from spans.", DEFAULTS, SPAN_METRICS],
    ["### Metrics of spans", SPAN_METRICS, DEFAULTS],
    ["- **Bounds.**", SPAN_METRICS, { ...SPAN_METRICS, collectorVersion: "0.92.0" }],
    ["- **No bound.**", { ...SPAN_METRICS, collectorVersion: "0.92.0" }, SPAN_METRICS],
    [
      "**Series without spans** end after 30 minutes",
      { spanMetrics: { enabled: true, expireAfterMinutes: 30 } },
      SPAN_METRICS,
    ],
    [
      "**Series without spans** are written as long",
      SPAN_METRICS,
      { spanMetrics: { enabled: true, expireAfterMinutes: 30 } },
    ],
    ["- **Exemplars**", { spanMetrics: { enabled: true, exemplars: true } }, SPAN_METRICS],
    ["### X-Ray by OTLP", OTLP, DEFAULTS],
    ["`xray.transactionSearchExample` generates", OTLP, { xray: { export: "otlp", transactionSearchExample: true } }],
    ["has what it takes, its price", { xray: { export: "otlp", transactionSearchExample: true } }, OTLP],
    ["A collector that stops loses what its queue holds", OTLP, { ...OTLP, otlpQueue: { persistent: true } }],
    ["What is more than 5 MB goes in several", OTLP, { ...OTLP, collectorVersion: "0.92.0" }],
    ["They stay below 5 MB with spans of up to", { ...OTLP, collectorVersion: "0.92.0" }, OTLP],
    ["### Further backends", TEMPO, OTLP],
    ["- **A collector that stops** loses", TEMPO, { ...TEMPO, otlpQueue: { persistent: true } }],
    ["- **A container that is killed**", { ...TEMPO, otlpQueue: { persistent: true } }, TEMPO],
    ["- **X-Ray itself has no queue.**", TEMPO, NO_XRAY],
    ["- **Logs** are those that applications send", LOKI, TEMPO],
    [
      "- **Secrets** are in the module's namespace before",
      {
        otlpExporters: [
          {
            name: "tempo",
            endpoint: "https://tempo.example.com:4317",
            headers: [{ header: "authorization", secretName: "tempo", secretKey: "token" }],
          },
        ],
      },
      TEMPO,
    ],
    ["### Which pod it comes from", ATTRIBUTES, DEFAULTS],
    ["In X-Ray they are", ATTRIBUTES, { ...ATTRIBUTES, ...OTLP }],
    ["may lack `k8s.deployment.name`", { ...ATTRIBUTES, collectorVersion: "0.92.0" }, ATTRIBUTES],
    ["### Redaction", { redaction: { removeKeys: ["enduser.id"] } }, DEFAULTS],
    ["`enduser.id`: removed.", { redaction: { removeKeys: ["enduser.id"] } }, { redaction: { hashKeys: ["a"] } }],
    [
      "`enduser.id`: replaced by `sha256:`",
      { redaction: { hashKeys: ["enduser.id"] } },
      { redaction: { removeKeys: ["a"] } },
    ],
    [": masked by `****`", { redaction: { maskTypes: ["email"] } }, { redaction: { removeKeys: ["a"] } }],
    ["Every collector holds the traces of its node", DEFAULTS, TWO_TIERS],
    ["Every gateway holds its share of the cluster's traces", TWO_TIERS, DEFAULTS],
    ["of which `num_traces` lets it hold 5,000", { sampling: { numTraces: 5000 } }, DEFAULTS],
    ["With more than `num_traces` (5,000) traces at once", { sampling: { numTraces: 5000 } }, DEFAULTS],
    ["new traces/s on one node |", DEFAULTS, TWO_TIERS],
    ["In X-Ray it is an annotation", DEFAULTS, OTLP],
    ["Every span attribute is indexed", DEFAULTS, { xray: { indexedAttributes: ["http.route"] } }],
    ["a document in the log group `aws/spans`", OTLP, DEFAULTS],
    ["- **Traces that cross nodes.**", DEFAULTS, TWO_TIERS],
    ["- **A trace that is under way when gateways come or go**", TWO_TIERS, DEFAULTS],
    ["- **4xx answers.**", DEFAULTS, { sampling: { keepErrors: false } }],
    [
      "- **Health checks.** A trace with a span for `/healthz` is dropped",
      { dropHealthChecks: ["/healthz"] },
      DEFAULTS,
    ],
    ["- **Health checks** are traced like anything else.", DEFAULTS, { dropHealthChecks: ["/healthz"] }],
    ["- **No log pipeline, no metrics.**", DEFAULTS, LOKI],
    ["If it arrives in X-Ray within a minute", DEFAULTS, NO_XRAY],
    ["If it arrives at a backend within a minute", NO_XRAY, DEFAULTS],
    ["aws xray get-trace-summaries --start-time", DEFAULTS, OTLP],
    ["aws logs filter-log-events --log-group-name aws/spans", OTLP, DEFAULTS],
    ["The gateways are found with `--selector app.kubernetes.io/instance=otel-collector-gateway`", TWO_TIERS, DEFAULTS],
    ["tell, by pod, of sampling and of X-Ray those of the gateway:", TWO_TIERS, DEFAULTS],
    ["tell, by pod, of sampling and of backends those of the gateway:", { ...NO_XRAY, ...TWO_TIERS }, NO_XRAY],
    ["grows | X-Ray refuses: the log has the reason |", DEFAULTS, NO_XRAY],
    ["grows | a backend refuses: the log has the reason |", NO_XRAY, DEFAULTS],
    ["`AccessDenied` and `InvalidIdentityToken` mean", DEFAULTS, PODS],
    ["An error of credentials means that the pod has no identity", PODS, DEFAULTS],
    ["kubectl get serviceaccount --namespace NAMESPACE otel-collector --output yaml\n", DEFAULTS, PODS],
    ["aws eks list-pod-identity-associations --cluster-name", PODS, DEFAULTS],
    ["not of the console, in the account of the role;", ELSEWHERE, DEFAULTS],
    ["; and the log group `aws/spans`.", OTLP, DEFAULTS],
    ["; and `annotation[otel.resource.cluster_name]`.", DEFAULTS, OTLP],
    ["| in `examples/apps/express/`: ", DEFAULTS, { exampleApps: [] }],
    ["by projen, `LICENSE` |", DEFAULTS, { repository: { license: "UNLICENSED" } }],
    [", `NOTICE` |", { repository: { copyrightOwner: "Example Ltd" } }, DEFAULTS],
    ["where that is kept; the workflow `ci` refuses it |", DEFAULTS, { repository: { githubWorkflows: false } }],
    ["A list there replaces the module's", TLS, DEFAULTS],
    ["### From one tier to two, and back", TWO_TIERS, DEFAULTS],
    ["### From IRSA to Pod Identity, and back", PODS, DEFAULTS],
    ["`otel_resource_cluster_name` with collectors before 0.100.0", DEFAULTS, OTLP],
  ];

  test.each(SAYS.map(([text, on, off]) => ({ text, on, off })))("$text", ({ text, on, off }) => {
    expect([readme(on).includes(text), readme(off).includes(text)]).toEqual([true, false]);
  });
});

test("the README counts the series of span metrics: a bucket for each bound and one more, sum, count and calls", () => {
  const spanMetrics = { enabled: true, durationBucketsMs: [10, 100], flushIntervalSeconds: 120 };
  const page = readme({ spanMetrics });
  expect(page).toContain("a roll-out doubles them: 6 for every combination of labels");
  expect(page).toContain("at most 120 s of it");
});

/** What a text without its words leaves behind: a blank too many, empty marks, an empty cell, a stop after a blank. */
const HOLE = /\S {2,}\S|(?<!`)``(?!`)|\( *\)| [,.;:](?=\s|$)|\| *\||undefined|NaN|\[object/;

describe("no text is missing where one is due", () => {
  const roleArn = "arn:aws:iam::210987654321:role/writer";
  const otlpExporters: Options["otlpExporters"] = [
    { name: "tempo", endpoint: "http://tempo.tracing.svc:4317", signals: ["traces", "logs"] },
    {
      name: "grafana",
      endpoint: "https://otlp.example.com/otlp",
      protocol: "http",
      headers: [
        { header: "authorization", secretName: "grafana", secretKey: "token" },
        { header: "x-scope", secretName: "grafana", secretKey: "scope" },
      ],
    },
  ];
  const tls = { secretName: "otel-tls", caConfigMapName: "otel-ca" };
  const egress = {
    httpsProxy: "http://proxy.example.com:3128",
    caConfigMapName: "proxy-ca",
    privateCluster: true,
  } as const;
  const collector: Options["collector"] = {
    tls,
    imagePullSecrets: ["a", "b"],
    nodeSelector: { pool: "apps" },
    tolerations: [{ key: "a", operator: "Exists" }],
    priorityClassName: "high",
  };
  const redaction: Options["redaction"] = {
    removeKeys: ["enduser.id"],
    hashKeys: ["user.mail"],
    maskTypes: ["credit-card", "email", "bearer-token", "jwt"],
    maskPatterns: ["sk_[a-z]{9}", "pk_[a-z]{9}"],
  };

  test.each<[string, Options]>([
    ["the defaults", {}],
    [
      "one tier with everything",
      {
        collector,
        egress,
        redaction,
        otlpExporters,
        networkPolicy: { enabled: true, senderNamespaceLabels: { team: "shop" } },
        kubernetesAttributes: { enabled: true, podLabels: ["app"], namespaceLabels: ["team"] },
        spanMetrics: {
          enabled: true,
          dimensions: [{ name: "http.request.method" }],
          maxCombinationsPerService: 5000,
          exemplars: true,
          expireAfterMinutes: 30,
        },
        xray: { indexedAttributes: ["http.route", "url.path"], roleArn, externalId: "shop" },
        terraform: { namespacePodSecurity: "baseline" },
        exampleApps: ["express", "go"],
        existingApps: ["spring", "dotnet"],
      },
    ],
    [
      "two tiers with everything, by OTLP",
      {
        topology: "gateway",
        identity: "pod-identity",
        collector,
        gateway: {
          tls: { secretName: "gateway-tls", clientSecretName: "agent-tls" },
          maxUnavailable: 2,
          resolver: "k8s",
        },
        egress,
        redaction: { ...redaction, maskPatterns: ["sk_[a-z]{9}"] },
        otlpExporters,
        otlpQueue: { persistent: true, volumeSizeMib: 4096 },
        kubernetesAttributes: { enabled: true },
        xray: { export: "otlp", transactionSearchExample: true },
        dropHealthChecks: ["/healthz", "/ready"],
        repository: { license: "UNLICENSED", githubWorkflows: false },
      },
    ],
    [
      "an old collector with everything it can do",
      {
        collectorVersion: "0.92.0",
        otlpExporters,
        spanMetrics: { enabled: true },
        kubernetesAttributes: { enabled: true, podLabels: ["app"] },
        xray: { export: "none" },
      },
    ],
  ])("with %s", (_, options) => {
    const prose = readme(options)
      .replace(/^ *```[\s\S]*?^ *```$/gm, "")
      // A table may have no headings.
      .replace(/^.*\|\n(?= *\| ---)/gm, "");
    expect(prose.split("\n").filter((line) => HOLE.test(line))).toEqual([]);
  });
});
