import { Component, type Project } from "projen";
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT, serviceHost } from "../collector/endpoints";
import { collectorFacts } from "../collector/facts/collector-facts";
import { latencyThresholdMs } from "../collector/latency-threshold";
import { portOf, takesLogs } from "../collector/otlp-exporters";
import { redacts } from "../collector/redaction";
import { xrayOtlpExporterId } from "../collector/xray-otlp";
import { BUILT_IN_POLICY_NAMES } from "../settings/policy-names";
import type { Settings } from "../settings/settings";
import { containerLimitMib } from "../settings/sizing";
import { gatewayTier, samplingTier, type Tier } from "../settings/tiers";
import { render, TemplateFile, type View } from "../template";
import { literal } from "../terraform/hcl/value";
import { isImageRuled } from "../terraform/module/enforced-rules";
import { WRITE_ACTIONS } from "../terraform/module/permissions";
import { filledPattern, roleNamePattern } from "../terraform/role-name";
import { neededEndpoints } from "../terraform/vpc-endpoint-services";
import { AccountTests } from "./account-tests";
import { CallersChoice } from "./callers-choice";

/** Tests of the module that anyone can run with `terraform test`: the providers are mocked. */
export class ModuleTests extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const { sampling, collector, namespace } = settings;
    const irsa = settings.identity === "irsa";
    const { privateCluster } = settings.egress;
    const standard = settings.terraform.namespacePodSecurity;
    const mocks = render("tests/mocks.hcl", {
      irsa,
      privateCluster,
      ownNamespace: standard !== undefined,
      dnsSuffix: settings.xray.export === "otlp",
    });
    const { role, releaseName: serviceAccount } = samplingTier(settings);
    const choice = new CallersChoice(settings);
    const { clusterName, endpointOrNone } = choice;
    const endpoint = literal(endpointOrNone ?? null);
    const tracesOnly = endpointOrNone === undefined;
    const logs = takesLogs(settings) ? ["logs"] : [];
    const caller = render("tests/caller.hcl", { clusterName, endpoint, tracesOnly, privateCluster });

    new TemplateFile(project, "tests/defaults.tftest.hcl", {
      mocks,
      caller,
      irsa,
      tracesOnly,
      pipelines: literal([...logs, "traces"]),
      pipelinesInWords: takesLogs(settings) ? "pipelines for logs and traces" : "a pipeline for traces",
      ownTraces: tracesOnly && settings.xray.roleArn === undefined && settings.xray.export !== "none",
      writeActions: literal([...WRITE_ACTIONS[settings.xray.export]]),
      actionsInWords: settings.xray.export === "otlp" ? "X-Ray's write actions" : "X-Ray's two write actions",
      writesNothing: tracesOnly && settings.xray.export === "none",
      ...xrayView(settings),
      none: settings.xray.export === "none",
      namespace,
      serviceAccount,
      grpcPort: OTLP_GRPC_PORT,
      sampling: role === "gateway" ? "gateway" : "collector",
      host: serviceHost(collector.releaseName, namespace),
      httpPort: OTLP_HTTP_PORT,
      scheme: collector.tls === undefined ? "http" : "https",
      decisionWaitSeconds: sampling.decisionWaitSeconds,
      keepErrors: sampling.keepErrors,
      errorsPolicy: BUILT_IN_POLICY_NAMES.errors,
      slowPolicy: BUILT_IN_POLICY_NAMES.slow,
      keptMs: sampling.latencyThresholdMs,
      latencyThresholdMs: latencyThresholdMs(sampling.latencyThresholdMs, settings),
      probabilisticPolicy: BUILT_IN_POLICY_NAMES.probabilistic,
      boundedBaseline: sampling.rates.length > 0 || sampling.baselineSpansPerSecond !== undefined,
      samplingRatePercentage: settings.samplingRatePercentage,
      chartVersion: settings.chartVersion,
    });
    new TemplateFile(project, "tests/metrics.tftest.hcl", {
      mocks,
      clusterName,
      privateCluster,
      pipelines: literal(
        settings.spanMetrics.enabled
          ? [...logs, "metrics", "metrics/spans", "traces", "traces/unsampled"]
          : [...logs, "metrics", "traces"],
      ),
      ...otherEndpoints(settings),
      ruledEndpoint: choice.endpointIsRuled ? [{ endpoint: literal(choice.endpoint) }] : [],
      ownMetrics: settings.amp.roleArn === undefined,
      metricsStatement: settings.xray.roleArn === undefined ? 1 : 0,
    });
    new AccountTests(project, settings, { mocks, caller, choice });
    new TemplateFile(project, "tests/inputs.tftest.hcl", {
      mocks,
      caller,
      irsa,
      serviceAccount: collector.releaseName,
      grpcPort: OTLP_GRPC_PORT,
      ...xrayView(settings),
      nodeConfig: role === "gateway" ? "agent_config" : "collector_config",
      ...inputs(settings, choice),
    });
    if (settings.networkPolicy.enabled) {
      const { egressCidrBlocks } = settings.networkPolicy;
      new TemplateFile(project, "tests/network-policy.tftest.hcl", {
        mocks,
        clusterName,
        endpoint: literal(choice.endpoint),
        release: role === "gateway" ? "gateway" : "collector",
        privateCluster,
        otherPort: choice.endpointIsRuled ? [] : [{ ports: literal(httpsPorts(settings, 8443)) }],
        blocks: literal(
          choice.of("networkPolicy.egressCidrBlocks", egressCidrBlocks, ["10.20.0.0/16", "fd00:20::/64"]),
        ),
      });
    }
    if (privateCluster) {
      new TemplateFile(project, "tests/private.tftest.hcl", {
        mocks,
        caller,
        services: neededEndpoints(settings)
          .map((service) => literal(service))
          .join(", "),
        first: neededEndpoints(settings)
          .slice(0, 1)
          .map((service) => ({ service })),
        xray: settings.xray.export !== "none",
        sampling: role === "gateway" ? "gateway" : "collector",
      });
    }
    if (standard !== undefined) {
      new TemplateFile(project, "tests/namespace.tftest.hcl", { mocks, caller, standard });
    }
    const gateway = gatewayTier(settings);
    if (gateway !== undefined) {
      new TemplateFile(project, "tests/gateway.tftest.hcl", {
        mocks,
        caller,
        ...gatewayInputs(settings, gateway, choice),
      });
    }
  }
}

/** What a cluster chooses for itself, where the rules let it: no default, for one that the module ignores must not pass. */
function inputs(settings: Settings, choice: CallersChoice): View {
  const { collector, namespace, samplingRatePercentage, terraform, rules } = settings;
  const { limitMib, spikeMib } = chosenMemory(choice, "collector", collector, {
    limitMib: otherThan(collector.memoryLimitMib, 1000, 2000),
    spikeMib: otherThan(collector.memorySpikeLimitMib, 200, 300),
  });
  const team = otherThan(terraform.tags.team, "platform", "search");
  const tags = choice.tags({ team });
  const imageIsRuled = isImageRuled(rules);
  return {
    noHeadroom: choice.allows("collector.memorySpikeLimitMib", limitMib) ? [{ mib: limitMib }] : [],
    longClusterName:
      choice.allows("clusterName", LONG_CLUSTER_NAME) && roleNamePattern(settings).includes("{cluster_name}")
        ? [{ fullRoleName: filledPattern(roleNamePattern(settings), "${var.cluster_name}", namespace) }]
        : [],
    chosenNamespace: choice.of("namespace", namespace, otherThan(namespace, "observability", "monitoring")),
    chosenRate: choice.of(
      "samplingRatePercentage",
      samplingRatePercentage,
      otherThan(samplingRatePercentage, 2.5, 7.5),
    ),
    rolePath:
      terraform.rolePath === undefined
        ? []
        : [
            {
              chosen: literal(
                choice.of(
                  "terraform.rolePath",
                  terraform.rolePath,
                  otherThan(terraform.rolePath, "/platform/", "/search/"),
                ),
              ),
            },
          ],
    // Endpoints of a VPC lead to X-Ray of their own region alone, here the mocked provider's.
    chosenRegion: settings.egress.privateCluster ? "eu-central-1" : "us-west-2",
    boundary: choice.of(BOUNDARY, terraform.permissionsBoundaryArn ?? EXAMPLE_BOUNDARY, EXAMPLE_BOUNDARY),
    limitMib,
    spikeMib,
    containerLimitMib: containerLimitMib({ memoryLimitMib: limitMib }),
    tags: literal(tags),
    team: tags.team === team ? [{ team }] : [],
    imageIsRuled,
    userValues: imageIsRuled ? 1 : 0,
  };
}

/** The two tiers, and what a cluster chooses for the gateway, where the rules let it. */
function gatewayInputs(settings: Settings, tier: Tier, choice: CallersChoice): View {
  const { collector, collectorVersion, gateway, namespace, rules } = settings;
  const { limitMib, spikeMib } = chosenMemory(choice, "gateway", gateway, {
    limitMib: otherThan(gateway.memoryLimitMib, 2000, 3000),
    spikeMib: otherThan(gateway.memorySpikeLimitMib, 400, 300),
  });
  const dns = gateway.resolver === "dns";
  const autoscaling = rules.every(({ option }) => option !== "gateway.replicas" && option !== "gateway.maxReplicas");
  return {
    agents: collector.releaseName,
    gateway: tier.releaseName,
    loadBalancing: collectorFacts(collectorVersion).loadBalancingExporter,
    agentProcessors: literal(agentProcessors(settings)),
    agentsMust: `Agents must ${agentProcessors(settings).length === 1 ? "limit memory, and decide nothing" : "decide nothing"}.`,
    resolver: gateway.resolver,
    resolverKey: dns ? "hostname" : "service",
    resolverTarget: dns ? serviceHost(tier.releaseName, namespace) : `${tier.releaseName}.${namespace}`,
    replicas: autoscaling ? otherThan(gateway.replicas, 5, 4) : gateway.replicas,
    limitMib,
    spikeMib,
    containerLimitMib: containerLimitMib({ memoryLimitMib: limitMib }),
    userValues: isImageRuled(rules) ? 1 : 0,
    otherPriorityClass: otherThan(collector.priorityClassName, "system-cluster-critical", "system-node-critical"),
    autoscaling,
  };
}

interface Memory {
  readonly limitMib: number;
  readonly spikeMib: number;
}

/** Memory that a cluster chooses for a tier, or the options' own where rules leave no headroom between what they let it choose. */
function chosenMemory(
  choice: CallersChoice,
  group: "collector" | "gateway",
  { memoryLimitMib, memorySpikeLimitMib }: Pick<Settings["gateway"], "memoryLimitMib" | "memorySpikeLimitMib">,
  usual: Memory,
): Memory {
  const limitMib = choice.of(`${group}.memoryLimitMib`, memoryLimitMib, usual.limitMib);
  const spikeMib = choice.of(`${group}.memorySpikeLimitMib`, memorySpikeLimitMib, usual.spikeMib);
  return spikeMib < limitMib ? { limitMib, spikeMib } : { limitMib: memoryLimitMib, spikeMib: memorySpikeLimitMib };
}

/** The names of an agent's processors, sorted as Terraform does it. */
function agentProcessors(settings: Settings): string[] {
  return [
    ...(settings.kubernetesAttributes.enabled
      ? [collectorFacts(settings.collectorVersion).kubernetesAttributesProcessor]
      : []),
    "memory_limiter",
    ...(redacts(settings) ? ["redaction", "transform/redaction"] : []),
  ];
}

/** What the tests of the collector's config look for X-Ray in. */
function xrayView(settings: Settings): View {
  const by = settings.xray.export;
  return { awsxray: by === "awsxray", otlp: by === "otlp" ? [{ exporter: xrayOtlpExporterId(settings) }] : [] };
}

/** The ports that a network policy opens to AWS, to metrics, and to a proxy. */
function httpsPorts({ egress: { httpsProxy } }: Settings, metricsPort: number): number[] {
  return [...new Set([443, metricsPort, ...(httpsProxy === undefined ? [] : [portOf(httpsProxy)])])];
}

/** As many characters as EKS allows. The test itself has the same. */
const LONG_CLUSTER_NAME = `shop${"-0123456789".repeat(8)}-0123456`;

const BOUNDARY = "terraform.permissionsBoundaryArn";
const EXAMPLE_BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";

function otherEndpoints({ ampRemoteWriteEndpoint = "" }: Settings): View {
  return {
    workspace: ampRemoteWriteEndpoint.includes("/ws-0123/") ? "ws-4567" : "ws-0123",
    host: ampRemoteWriteEndpoint.includes("//metrics.example.com/") ? "prometheus.example.com" : "metrics.example.com",
  };
}

const otherThan = <T>(option: T | undefined, usual: T, otherwise: T): T => (option === usual ? otherwise : usual);
