import { Component, type Project } from "projen";
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT, serviceHost } from "../collector/endpoints";
import { latencyThresholdMs } from "../collector/latency-threshold";
import { BUILT_IN_POLICY_NAMES } from "../settings/schema";
import type { Settings } from "../settings/settings";
import { containerLimitMib } from "../settings/sizing";
import { render, TemplateFile, type View } from "../template";

/** Tests of the module that anyone can run with `terraform test`: the providers are mocked. */
export class ModuleTests extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const { sampling, collector, namespace } = settings;
    const mocks = render("tests/mocks.hcl", {});
    const cluster = otherThan(settings.clusterName, "shop", "store");
    const names = { namespace, serviceAccount: collector.releaseName, grpcPort: OTLP_GRPC_PORT };

    new TemplateFile(project, "tests/defaults.tftest.hcl", {
      mocks,
      cluster,
      ...names,
      host: serviceHost(settings, namespace),
      httpPort: OTLP_HTTP_PORT,
      decisionWaitSeconds: sampling.decisionWaitSeconds,
      keepErrors: sampling.keepErrors,
      errorsPolicy: BUILT_IN_POLICY_NAMES.errors,
      slowPolicy: BUILT_IN_POLICY_NAMES.slow,
      keptMs: sampling.latencyThresholdMs,
      latencyThresholdMs: latencyThresholdMs(sampling.latencyThresholdMs, settings),
      probabilisticPolicy: BUILT_IN_POLICY_NAMES.probabilistic,
      samplingRatePercentage: settings.samplingRatePercentage,
      chartVersion: settings.chartVersion,
    });
    new TemplateFile(project, "tests/metrics.tftest.hcl", { mocks, cluster, ...otherEndpoints(settings) });
    new TemplateFile(project, "tests/inputs.tftest.hcl", { mocks, cluster, ...names, ...otherInputs(settings) });
  }
}

/** Values of variables that are no default: one that the module ignores must not pass. */
function otherInputs(settings: Settings): View {
  const { collector, namespace, samplingRatePercentage, terraform } = settings;
  const memoryLimitMib = otherThan(collector.memoryLimitMib, 1000, 2000);
  return {
    otherNamespace: otherThan(namespace, "observability", "monitoring"),
    otherRate: otherThan(samplingRatePercentage, 2.5, 7.5),
    otherLimitMib: memoryLimitMib,
    otherSpikeMib: otherThan(collector.memorySpikeLimitMib, 200, 300),
    otherContainerMib: containerLimitMib({ ...settings, collector: { ...collector, memoryLimitMib } }),
    otherTeam: otherThan(terraform.tags.team, "platform", "search"),
  };
}

function otherEndpoints({ ampRemoteWriteEndpoint = "" }: Settings): View {
  return {
    workspace: ampRemoteWriteEndpoint.includes("/ws-0123/") ? "ws-4567" : "ws-0123",
    host: ampRemoteWriteEndpoint.includes("//metrics.example.com/") ? "prometheus.example.com" : "metrics.example.com",
  };
}

const otherThan = <T>(option: T | undefined, usual: T, otherwise: T): T => (option === usual ? otherwise : usual);
