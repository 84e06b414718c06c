import { join } from "node:path";
import { EvaluatorPool } from "../../src/lifecycle/evaluator-pool";
import { INVALID } from "../arbitrary-options";
import { Repository } from "./repository";

jest.setTimeout(600_000);

let repository: Repository;
let pool: EvaluatorPool;
let printed = "";
beforeAll(() => {
  repository = Repository.create();
  pool = new EvaluatorPool({
    program: join(repository.directory, "node_modules/eks-otel-tracing/lib/evaluator.js"),
    onOutput: (text) => {
      printed += text;
    },
  });
  // As setOptions() writes it, so that the only difference is the option.
  repository.setOptions({});
  repository.git("commit", "--quiet", "--all", "--message", "options");
});
afterAll(() => {
  pool.close();
  repository.remove();
});
afterEach(() => repository.reset());

const PROXY = "http://proxy.example.com:3128";

/** What knows that applications send over TLS. */
const TLS = [
  "README.md",
  "SECURITY.md",
  "collector-config.yaml.tpl",
  "examples/apps/express/README.md",
  "examples/apps/express/kubernetes.yaml",
  "outputs.tf",
  "tests/defaults.tftest.hcl",
  "values.tf",
];

/** What names pods, and what says so. */
const KUBERNETES_ATTRIBUTES = ["README.md", "collector-config.yaml.tpl", "values.tf"];

/** What knows of span metrics, without a default for the endpoint that they need. */
const SPAN_METRICS = [
  "README.md",
  "collector-config.yaml.tpl",
  "examples/minimal/README.md",
  "examples/minimal/main.tf",
  "examples/minimal/variables.tf",
  "iam.tf",
  "tests/defaults.tftest.hcl",
  "tests/inputs.tftest.hcl",
  "tests/metrics.tftest.hcl",
  "values.tf",
  "variables.tf",
];

/** What redacts, and what says so. */
const REDACTION = ["README.md", "collector-config.yaml.tpl", "examples/apps/express/collector-config.yaml"];

/** For each option: a value, and the files that change with it, beside their checksums. */
const CHANGES: [option: string, value: unknown, files: string[]][] = [
  ["name", "observability-tracing", ["README.md", "package-lock.json", "package.json"]],
  [
    "clusterName",
    "prod",
    [
      "README.md",
      "examples/complete/README.md",
      "examples/complete/variables.tf",
      "examples/minimal/README.md",
      "examples/minimal/variables.tf",
      "variables.tf",
    ],
  ],
  [
    "namespace",
    "observability",
    [
      "README.md",
      "SECURITY.md",
      "examples/apps/express/README.md",
      "examples/apps/express/kubernetes.yaml",
      "tests/defaults.tftest.hcl",
      "tests/inputs.tftest.hcl",
      "variables.tf",
    ],
  ],
  [
    "samplingRatePercentage",
    25,
    [
      "README.md",
      "examples/apps/express/README.md",
      "examples/apps/express/collector-config.yaml",
      "tests/defaults.tftest.hcl",
      "variables.tf",
    ],
  ],
  [
    "ampRemoteWriteEndpoint",
    "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-12345678-1234-1234-1234-123456789012/api/v1/remote_write",
    ["README.md", "examples/apps/express/kubernetes.yaml", "variables.tf"],
  ],
  [
    "topology",
    "gateway",
    [
      ".gitignore",
      ".projen/files.json",
      "README.md",
      "SECURITY.md",
      "agent-config.yaml.tpl",
      "collector-config.yaml.tpl",
      "examples/complete/main.tf",
      "iam.tf",
      "main.tf",
      "outputs.tf",
      "tests/defaults.tftest.hcl",
      "tests/gateway.tftest.hcl",
      "tests/inputs.tftest.hcl",
      "values.tf",
      "variables.tf",
    ],
  ],
  [
    "identity",
    "pod-identity",
    [
      "README.md",
      "examples/complete/variables.tf",
      "examples/complete/versions.tf",
      "examples/minimal/README.md",
      "examples/minimal/variables.tf",
      "examples/minimal/versions.tf",
      "iam.tf",
      "main.tf",
      "tests/defaults.tftest.hcl",
      "tests/inputs.tftest.hcl",
      "tests/metrics.tftest.hcl",
      "values.tf",
      "variables.tf",
      "versions.tf",
    ],
  ],
  [
    "chartVersion",
    "0.170.0",
    ["README.md", "examples/complete/README.md", "main.tf", "tests/defaults.tftest.hcl", "values.tf"],
  ],
  [
    "collectorVersion",
    "0.158.0",
    [
      "README.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/collector-config.yaml",
      "examples/apps/express/compose.yaml",
      "examples/complete/README.md",
      "values.tf",
    ],
  ],
  [
    "exampleApps",
    [],
    [
      ".gitattributes",
      ".gitignore",
      ".projen/files.json",
      ".projen/samples.json",
      "README.md",
      "examples/apps/express/.dockerignore",
      "examples/apps/express/Dockerfile",
      "examples/apps/express/README.md",
      "examples/apps/express/collector-config.yaml",
      "examples/apps/express/compose.yaml",
      "examples/apps/express/kubernetes.yaml",
    ],
  ],
  [
    "existingApps",
    ["django"],
    [
      ".gitattributes",
      ".gitignore",
      ".projen/files.json",
      "README.md",
      "examples/existing-apps/django/README.md",
      "examples/existing-apps/django/deployment-patch.yaml",
    ],
  ],
  [
    "sampling.decisionWaitSeconds",
    20,
    [
      "README.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/README.md",
      "examples/apps/express/collector-config.yaml",
      "examples/complete/main.tf",
      "tests/defaults.tftest.hcl",
    ],
  ],
  [
    "sampling.numTraces",
    30000,
    [
      "README.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/collector-config.yaml",
      "examples/complete/main.tf", // fewer than fit into its memory
    ],
  ],
  [
    "sampling.expectedNewTracesPerSec",
    500,
    ["collector-config.yaml.tpl", "examples/apps/express/collector-config.yaml"],
  ],
  [
    "sampling.keepErrors",
    false,
    [
      "README.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/README.md",
      "examples/apps/express/collector-config.yaml",
      "examples/complete/main.tf",
      "tests/defaults.tftest.hcl",
      "variables.tf",
    ],
  ],
  [
    "sampling.latencyThresholdMs",
    800,
    [
      "README.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/README.md",
      "examples/apps/express/collector-config.yaml",
      "examples/apps/express/compose.yaml",
      "examples/apps/express/kubernetes.yaml",
      "tests/defaults.tftest.hcl",
    ],
  ],
  [
    "sampling.rates",
    [{ name: "checkout", serviceName: "checkout", samplingPercentage: 50 }],
    [
      "README.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/README.md",
      "examples/apps/express/collector-config.yaml",
      "tests/defaults.tftest.hcl",
      "variables.tf",
    ],
  ],
  [
    "sampling.baselineSpansPerSecond",
    500,
    [
      "README.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/collector-config.yaml",
      "tests/defaults.tftest.hcl",
    ],
  ],
  [
    "sampling.policies",
    [{ name: "gold", type: "string_attribute", key: "tier", values: ["gold"] }],
    ["README.md", "collector-config.yaml.tpl", "examples/apps/express/collector-config.yaml"],
  ],
  [
    "collector.releaseName",
    "otel",
    [
      "README.md",
      "SECURITY.md",
      "examples/apps/express/README.md",
      "examples/apps/express/kubernetes.yaml",
      "iam.tf",
      "main.tf",
      "tests/defaults.tftest.hcl",
      "tests/inputs.tftest.hcl",
      "values.tf",
    ],
  ],
  [
    "collector.chartRepository",
    "https://charts.example.com/otel",
    ["README.md", "examples/complete/variables.tf", "renovate.json5", "variables.tf"],
  ],
  [
    "collector.imageRepository",
    "registry.example.com/otel/contrib",
    [
      "README.md",
      "examples/apps/express/compose.yaml",
      "examples/complete/variables.tf",
      "renovate.json5",
      "variables.tf",
    ],
  ],
  [
    "collector.imageTag",
    "stable",
    ["examples/apps/express/compose.yaml", "examples/complete/README.md", "renovate.json5", "values.tf"],
  ],
  [
    "collector.imageDigest",
    `sha256:${"0a".repeat(32)}`,
    ["examples/apps/express/compose.yaml", "examples/complete/README.md", "renovate.json5", "values.tf"],
  ],
  ["collector.imagePullSecrets", ["registry-credentials"], ["README.md", "values.tf"]],
  [
    "collector.memoryLimitMib",
    1200,
    ["README.md", "examples/apps/express/collector-config.yaml", "examples/complete/main.tf", "variables.tf"],
  ],
  [
    "collector.memorySpikeLimitMib",
    60,
    ["README.md", "examples/apps/express/collector-config.yaml", "examples/complete/main.tf", "variables.tf"],
  ],
  [
    "collector.memoryCheckIntervalSeconds",
    2,
    ["collector-config.yaml.tpl", "examples/apps/express/collector-config.yaml"],
  ],
  ["collector.cpuRequestMillicores", 250, ["values.tf"]],
  ["collector.tolerations", [], ["README.md", "values.tf"]],
  ["collector.nodeSelector", { "kubernetes.io/os": "linux" }, ["README.md", "values.tf"]],
  ["collector.priorityClassName", "system-node-critical", ["README.md", "values.tf"]],
  ["collector.logVerbosity", "detailed", ["collector-config.yaml.tpl", "examples/apps/express/collector-config.yaml"]],
  [
    "networkPolicy.enabled",
    true,
    [".gitignore", ".projen/files.json", "README.md", "tests/network-policy.tftest.hcl", "values.tf", "variables.tf"],
  ],
  [
    "networkPolicy.senderNamespaceLabels",
    { team: "shop" },
    [".gitignore", ".projen/files.json", "README.md", "tests/network-policy.tftest.hcl", "values.tf", "variables.tf"],
  ],
  [
    "networkPolicy.egressCidrBlocks",
    ["10.0.0.0/16"],
    [".gitignore", ".projen/files.json", "README.md", "tests/network-policy.tftest.hcl", "values.tf", "variables.tf"],
  ],
  ["collector.tls.secretName", "otel-tls", TLS],
  ["collector.tls.caConfigMapName", "otel-ca", TLS],
  ["egress.httpsProxy", PROXY, ["README.md", "values.tf", "variables.tf"]],
  ["egress.noProxy", [".example.com"], ["README.md", "values.tf", "variables.tf"]],
  ["egress.caConfigMapName", "acme-ca", ["README.md", "values.tf"]],
  [
    "otlpExporters",
    [
      {
        name: "grafana",
        endpoint: "https://otlp.example.com:4317",
        headers: [{ header: "authorization", secretName: "grafana", secretKey: "token" }],
      },
    ],
    ["README.md", "SECURITY.md", "collector-config.yaml.tpl", "main.tf", "values.tf"],
  ],
  ["otlpQueue.persistent", true, ["README.md", "SECURITY.md", "collector-config.yaml.tpl", "values.tf"]],
  ["otlpQueue.volumeSizeMib", 2048, ["README.md", "SECURITY.md", "collector-config.yaml.tpl", "values.tf"]],
  ["kubernetesAttributes.enabled", true, KUBERNETES_ATTRIBUTES],
  ["kubernetesAttributes.podLabels", ["app"], KUBERNETES_ATTRIBUTES],
  ["kubernetesAttributes.namespaceLabels", ["team"], KUBERNETES_ATTRIBUTES],
  ["spanMetrics.enabled", true, SPAN_METRICS],
  ["spanMetrics.dimensions", [{ name: "http.request.method" }], SPAN_METRICS],
  ["spanMetrics.durationBucketsMs", [100, 500], SPAN_METRICS],
  ["spanMetrics.maxCombinationsPerService", 100, SPAN_METRICS],
  ["spanMetrics.flushIntervalSeconds", 30, SPAN_METRICS],
  ["spanMetrics.expireAfterMinutes", 60, SPAN_METRICS],
  ["spanMetrics.exemplars", true, SPAN_METRICS],
  ["redaction.removeKeys", ["enduser.id"], REDACTION],
  ["redaction.hashKeys", ["session.id"], REDACTION],
  ["redaction.maskTypes", ["credit-card"], REDACTION],
  ["redaction.maskPatterns", ["sk_live_[0-9]+"], REDACTION],
  [
    "egress.privateCluster",
    true,
    [
      ".gitignore",
      ".projen/files.json",
      "README.md",
      "examples/complete/main.tf",
      "examples/complete/variables.tf",
      "main.tf",
      "tests/defaults.tftest.hcl",
      "tests/inputs.tftest.hcl",
      "tests/metrics.tftest.hcl",
      "tests/private.tftest.hcl",
      "values.tf",
      "variables.tf",
      "vpc-endpoints.tf",
    ],
  ],
  [
    "xray.export",
    "otlp",
    [
      "README.md",
      "SECURITY.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/collector-config.yaml",
      "iam.tf",
      "main.tf",
      "tests/defaults.tftest.hcl",
      "tests/inputs.tftest.hcl",
      "tests/metrics.tftest.hcl",
    ],
  ],
  [
    "xray.transactionSearchExample",
    true,
    [
      ".gitattributes",
      ".github/workflows/ci.yml",
      ".gitignore",
      ".projen/files.json",
      "README.md",
      "examples/transaction-search/README.md",
      "examples/transaction-search/main.tf",
      "examples/transaction-search/outputs.tf",
      "examples/transaction-search/variables.tf",
      "examples/transaction-search/versions.tf",
      "renovate.json5",
    ],
  ],
  ["xray.indexAllAttributes", false, ["README.md", "collector-config.yaml.tpl"]],
  ["xray.indexedAttributes", ["http.route"], ["README.md", "collector-config.yaml.tpl"]],
  [
    "xray.roleArn",
    "arn:aws:iam::210987654321:role/xray-writer",
    [
      ".gitignore",
      ".projen/files.json",
      "README.md",
      "SECURITY.md",
      "collector-config.yaml.tpl",
      "iam.tf",
      "main.tf",
      "tests/accounts.tftest.hcl",
      "tests/defaults.tftest.hcl",
      "tests/metrics.tftest.hcl",
      "variables.tf",
    ],
  ],
  [
    "amp.roleArn",
    "arn:aws:iam::210987654321:role/amp-writer",
    [
      ".gitignore",
      ".projen/files.json",
      "README.md",
      "SECURITY.md",
      "collector-config.yaml.tpl",
      "iam.tf",
      "main.tf",
      "tests/accounts.tftest.hcl",
      "tests/metrics.tftest.hcl",
      "variables.tf",
    ],
  ],
  [
    "dropHealthChecks",
    ["/healthz"],
    [
      "README.md",
      "collector-config.yaml.tpl",
      "examples/apps/express/README.md",
      "examples/apps/express/collector-config.yaml",
    ],
  ],
  [
    "terraform.requiredVersion",
    ">= 1.10, < 2.0",
    [".github/workflows/ci.yml", "examples/complete/versions.tf", "examples/minimal/versions.tf", "versions.tf"],
  ],
  [
    "terraform.awsProviderVersion",
    ">= 6.0, < 7.0",
    ["examples/complete/versions.tf", "examples/minimal/versions.tf", "versions.tf"],
  ],
  [
    "terraform.helmProviderVersion",
    ">= 3.1, < 4.0",
    ["examples/complete/versions.tf", "examples/minimal/versions.tf", "versions.tf"],
  ],
  [
    "terraform.namespacePodSecurity",
    "restricted",
    [
      ".gitignore",
      ".projen/files.json",
      "README.md",
      "examples/complete/main.tf",
      "examples/complete/versions.tf",
      "examples/minimal/main.tf",
      "examples/minimal/versions.tf",
      "main.tf",
      "renovate.json5",
      "tests/defaults.tftest.hcl",
      "tests/inputs.tftest.hcl",
      "tests/metrics.tftest.hcl",
      "tests/namespace.tftest.hcl",
      "variables.tf",
      "versions.tf",
    ],
  ],
  ["terraform.tags", { owner: "platform" }, ["README.md", "variables.tf"]],
  ["repository.license", "MIT", ["LICENSE", "package-lock.json", "package.json"]],
  ["repository.moduleSource", "acme/tracing/aws", ["README.md"]],
  [
    "terraform.permissionsBoundaryArn",
    "arn:aws:iam::111122223333:policy/boundary",
    ["README.md", "examples/complete/README.md", "examples/complete/variables.tf", "variables.tf"],
  ],
  [
    "terraform.roleName",
    "{cluster_name}-collector",
    ["README.md", "iam.tf", "tests/inputs.tftest.hcl", "variables.tf"],
  ],
  ["terraform.rolePath", "/team/", ["README.md", "iam.tf", "tests/inputs.tftest.hcl", "variables.tf"]],
  ["terraform.rolePolicyName", "xray-write", ["iam.tf"]],
  [
    "repository.copyrightOwner",
    "Example Ltd",
    [".gitattributes", ".gitignore", ".projen/files.json", "NOTICE", "README.md"],
  ],
  ["repository.copyrightPeriod", "2026", [".gitattributes", ".gitignore", ".projen/files.json", "NOTICE", "README.md"]],
  [
    "repository.codeOwners",
    ["@example/platform"],
    [".gitattributes", ".github/CODEOWNERS", ".gitignore", ".projen/files.json"],
  ],
  ["repository.securityContact", "security@example.com", ["SECURITY.md"]],
  ["repository.defaultBranch", "trunk", [".github/workflows/ci.yml", "CONTRIBUTING.md"]],
  ["repository.runnerLabels", ["self-hosted", "linux"], [".github/workflows/ci.yml"]],
  [
    "repository.npmRegistry",
    "https://npm.example.com/",
    [".gitattributes", ".gitignore", ".npmrc", ".projen/files.json"],
  ],
  ["repository.npmRegistryScopes", ["@example"], [".gitattributes", ".gitignore", ".npmrc", ".projen/files.json"]],
  [
    "repository.npmTokenSecret",
    "NPM_TOKEN",
    [".gitattributes", ".github/workflows/ci.yml", ".gitignore", ".npmrc", ".projen/files.json", "CONTRIBUTING.md"],
  ],
  [
    "repository.githubWorkflows",
    false,
    [".gitattributes", ".github/workflows/ci.yml", ".gitignore", ".projen/files.json", "README.md"],
  ],
  [
    "repository.renovateRegeneration",
    "workflow",
    [
      ".gitattributes",
      ".github/workflows/ci.yml",
      ".github/workflows/regenerate.yml",
      ".gitignore",
      ".projen/files.json",
      "renovate.json5",
    ],
  ],
  ["repository.renovateFollowTag", "next", ["renovate.json5"]],
  ["repository.renovate", false, [".gitattributes", ".gitignore", ".projen/files.json", "renovate.json5"]],
];

/** npm writes the lock file, after the generator. */
const isLocked = ([, , files]: (typeof CHANGES)[number]) => files.includes("package-lock.json");

test.each(CHANGES.filter(isLocked))("%s: %j changes what it has to, and nothing else", (option, value, files) => {
  repository.setOptions(nested(option, value));
  expect(repository.synthesize()).toEqual({ status: 0, output: "" });
  expect(repository.changed()).toEqual([...files, ".projen/checksums.txt"].sort());
});

// Previewed: that a regeneration does the same is proved of repositories with any edits, and takes a second each.
test.each(CHANGES.filter((change) => !isLocked(change)))(
  "%s: %j changes what it has to, and nothing else",
  async (option, value, files) => {
    repository.setOptions(nested(option, value));
    printed = "";
    const { changes } = await pool.evaluate({ directory: repository.directory, preview: true });
    expect(printed).toBe("");
    expect(changes.map(({ path }) => path)).toEqual([...files, ".projen/checksums.txt"].sort());
  },
);

test("every option is changed once", () => {
  // devDeps are changed by every repository that is scaffolded; what presets decide are the other options; those of the gateway
  // change nothing without one, and have a test of their own; an external id is refused without a role; the version of a provider
  // that is not used changes nothing.
  const unchanged = ["amp.externalId", "devDeps", "presets", "terraform.kubernetesProviderVersion", "xray.externalId"];
  const changed = CHANGES.map(([option]) => option);
  expect(
    Object.keys(INVALID)
      .filter((option) => !changed.includes(option) && !option.startsWith("gateway."))
      .sort(),
  ).toEqual(unchanged);
});

function nested(path: string, value: unknown): object {
  const options = path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as {
    networkPolicy?: object;
    repository?: object;
    collector?: { tls: object };
    egress?: object;
    otlpQueue?: object;
    kubernetesAttributes?: object;
    spanMetrics?: object;
  };
  // They mean nothing without a policy, or without a registry.
  if (options.networkPolicy) {
    return { networkPolicy: { enabled: true, ...options.networkPolicy } };
  }
  if (options.kubernetesAttributes) {
    return { kubernetesAttributes: { enabled: true, ...options.kubernetesAttributes } };
  }
  // A CA is that of a certificate.
  if (path === "collector.tls.caConfigMapName") {
    return { collector: { tls: { secretName: "otel-tls", ...options.collector?.tls } } };
  }
  if (path === "egress.noProxy") {
    return { egress: { httpsProxy: PROXY, ...options.egress } };
  }
  if (options.spanMetrics) {
    return { spanMetrics: { enabled: true, ...options.spanMetrics } };
  }
  if (options.otlpQueue) {
    return {
      otlpExporters: [{ name: "grafana", endpoint: "https://otlp.example.com:4317" }],
      otlpQueue: { persistent: true, ...options.otlpQueue },
    };
  }
  // Neither means anything without a registry.
  return /npmRegistryScopes|npmTokenSecret/.test(path)
    ? { repository: { npmRegistry: "https://npm.example.com/", ...options.repository } }
    : options;
}
