import { Repository } from "./repository";

jest.setTimeout(600_000);
const V: [string, unknown][] = [
  ["name", "observability-tracing"],
  ["clusterName", "prod"],
  ["namespace", "observability"],
  ["samplingRatePercentage", 25],
  [
    "ampRemoteWriteEndpoint",
    "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-12345678-1234-1234-1234-123456789012/api/v1/remote_write",
  ],
  ["chartVersion", "0.170.0"],
  ["exampleApps", []],
  ["sampling.decisionWaitSeconds", 20],
  ["sampling.numTraces", 30000],
  ["sampling.expectedNewTracesPerSec", 500],
  ["sampling.keepErrors", false],
  ["sampling.latencyThresholdMs", 800],
  ["sampling.policies", [{ name: "gold", type: "string_attribute", key: "tier", values: ["gold"] }]],
  ["collector.releaseName", "otel"],
  ["collector.chartRepository", "https://charts.example.com/otel"],
  ["collector.imageRepository", "registry.example.com/otel/contrib"],
  ["collector.imageTag", "0.92.1"],
  ["collector.memoryLimitMib", 1200],
  ["collector.memorySpikeLimitMib", 60],
  ["collector.memoryCheckIntervalSeconds", 2],
  ["collector.cpuRequestMillicores", 250],
  ["collector.tolerations", []],
  ["collector.nodeSelector", { "kubernetes.io/os": "linux" }],
  ["collector.priorityClassName", "system-node-critical"],
  ["collector.logVerbosity", "detailed"],
  ["xray.indexAllAttributes", false],
  ["xray.indexedAttributes", ["http.route"]],
  ["dropHealthChecks", ["/healthz"]],
  ["terraform.requiredVersion", ">= 1.10, < 2.0"],
  ["terraform.awsProviderVersion", ">= 6.0, < 7.0"],
  ["terraform.helmProviderVersion", ">= 3.0, < 4.0"],
  ["terraform.tags", { team: "platform" }],
  ["repository.license", "MIT"],
  ["repository.copyrightOwner", "Example Ltd"],
  ["repository.copyrightPeriod", "2026"],
  ["repository.codeOwners", ["@example/platform"]],
  ["repository.githubWorkflows", false],
  ["repository.renovate", false],
];
test("probe", () => {
  const repository = Repository.create();
  repository.setOptions({});
  repository.git("commit", "--quiet", "--all", "--message", "options");
  const out: string[] = [];
  for (const [option, value] of V) {
    repository.setOptions(option.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object);
    const r = repository.regenerate();
    out.push(
      `  [${JSON.stringify(option)}, ${JSON.stringify(value)}, ${JSON.stringify(repository.changed())}],${r.output ? " // " + r.output.slice(0, 300) : ""}`,
    );
    if (
      option.startsWith("sampling.lat") ||
      option === "samplingRatePercentage" ||
      option === "name" ||
      option.startsWith("repository.c")
    )
      out.push(
        repository
          .git("diff", "-U0", "--", ".", ":!.projenrc.ts")
          .split("\n")
          .filter((l) => /^[+-]/.test(l))
          .map((l) => l.slice(0, 160))
          .join("\n"),
      );
    repository.reset();
  }
  require("node:fs").writeFileSync("/tmp/probe.txt", out.join("\n"));
  repository.remove();
});
