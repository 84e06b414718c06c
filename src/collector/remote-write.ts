import { assumedRole } from "./assumed-role";
import { components, type Feature } from "./config-parts";

/** Terraform's condition for a pipeline of metrics to Amazon Managed Service for Prometheus. */
export const WITH_METRICS = "amp_remote_write_endpoint != null";

/** Metrics go to Amazon Managed Service for Prometheus. */
export const remoteWrite: Feature = (settings) => [
  {
    when: WITH_METRICS,
    components: components("collector/remote-write.yaml", { assumedRole: assumedRole(settings, "amp") }),
    extensions: ["sigv4auth"],
    pipelines: {
      metrics: {
        why: `Forwards the metrics that applications send${settings.spanMetrics.enabled ? "." : "; it makes none from spans."}`,
        receivers: ["otlp"],
        exporters: ["prometheusremotewrite"],
      },
    },
  },
];
