import { collectorCase } from "../harness/collector-case";

collectorCase("the collector starts with what the module hands to Helm, and answers the chart's probes")
  .given("as in the article")
  .expect(async ({ config }) => {
    expect(componentsOf(config)).toEqual({
      receivers: ["otlp"],
      processors: ["batch", "memory_limiter", "resource", "tail_sampling"],
      exporters: ["awsxray", expect.stringMatching(/^(logging|debug)$/)],
      extensions: ["health_check"],
      pipelines: ["traces"],
    });
  });

collectorCase("so it does with the metrics pipeline on")
  .given("with metrics")
  .expect(async ({ config }) => {
    expect(componentsOf(config)).toEqual({
      receivers: ["otlp"],
      processors: ["batch", "memory_limiter", "resource", "tail_sampling"],
      exporters: ["awsxray", expect.stringMatching(/^(logging|debug)$/), "prometheusremotewrite"],
      extensions: ["health_check", "sigv4auth"],
      pipelines: ["metrics", "traces"],
    });
  });

function componentsOf({ receivers, processors, exporters, extensions, service }: any): Record<string, string[]> {
  const sections = { receivers, processors, exporters, extensions, pipelines: service.pipelines };
  return Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, Object.keys(section).sort()]));
}
