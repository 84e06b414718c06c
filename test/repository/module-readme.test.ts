import type { CompositePolicy, EksOtelTracingProjectOptions } from "../../src/options";
import { ModuleReadme } from "../../src/repository/module-readme";
import { synth } from "./synth";

const readme = (options: EksOtelTracingProjectOptions = {}) => synth(ModuleReadme, options)["README.md"];

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
  expect(section(readme({ repository: { moduleSource } }), "## Use it")).toContain(`  ${lines}`);
});

test("says what an option does for the collectors in their cluster, only where it is on", () => {
  const inCluster = (options?: EksOtelTracingProjectOptions) => section(readme(options), "### In the cluster");
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
  const kept = (options: EksOtelTracingProjectOptions = {}) => section(readme(options), "### Which traces are kept");
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
  const trust = (options: EksOtelTracingProjectOptions) =>
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

test.each<[string, EksOtelTracingProjectOptions, boolean]>([
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
  } as const satisfies EksOtelTracingProjectOptions;

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

test("the README counts the series of span metrics: a bucket for each bound and one more, sum, count and calls", () => {
  const spanMetrics = { enabled: true, durationBucketsMs: [10, 100], flushIntervalSeconds: 120 };
  const page = readme({ spanMetrics });
  expect(page).toContain("a roll-out doubles them: 6 for every combination of labels");
  expect(page).toContain("at most 120 s of it");
});
