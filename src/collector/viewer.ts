import { components, type Feature } from "./config-parts";
import { OTLP_GRPC_PORT } from "./endpoints";
import { collectorFacts } from "./facts/collector-facts";

/** What shows traces on a developer's machine, where there is no X-Ray. @see https://www.jaegertracing.io/docs/latest/ */
export const VIEWER = {
  host: "jaeger",
  image: "jaegertracing/jaeger:2.21.0",
  /** Port of its pages. */
  port: 16686,
} as const;

/** Traces go to the viewer. */
export const viewer: Feature = ({ collectorVersion }) => {
  const { otlpExporter } = collectorFacts(collectorVersion);
  return [
    {
      components: components("collector/viewer.yaml", { otlpExporter, viewer: VIEWER.host, grpcPort: OTLP_GRPC_PORT }),
      pipelines: { traces: { exporters: [otlpExporter] } },
    },
  ];
};
