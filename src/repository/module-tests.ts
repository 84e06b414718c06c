import { Component, type Project } from "projen";
import { OTLP_GRPC_PORT, OTLP_HTTP_PORT, serviceHost } from "../collector/endpoints";
import { latencyThresholdMs } from "../collector/latency-threshold";
import { BUILT_IN_POLICY_NAMES } from "../settings/schema";
import type { Settings } from "../settings/settings";
import { render, TemplateFile } from "../template";

/** Tests of the module that anyone can run with `terraform test`: the providers are mocked. */
export class ModuleTests extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const { sampling, collector, namespace } = settings;
    const mocks = render("tests/mocks.hcl", {});
    const names = { namespace, serviceAccount: collector.releaseName, grpcPort: OTLP_GRPC_PORT };

    new TemplateFile(project, "tests/defaults.tftest.hcl", {
      mocks,
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
    new TemplateFile(project, "tests/metrics.tftest.hcl", { mocks });
    new TemplateFile(project, "tests/inputs.tftest.hcl", { mocks, ...names });
  }
}
