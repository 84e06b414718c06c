import { collectorCase } from "../harness/collector-case";
import { PAIRS } from "../harness/settings-under-test";

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

for (const pair of [PAIRS.newest, PAIRS["newest chart, oldest collector"]]) {
  collectorCase(
    `collector ${pair.collector} starts with what is given to chart ${pair.chart}, and serves its metrics`,
    {
      tier: "full",
      pair,
    },
  )
    .given("with metrics")
    .expect(async (collector) => {
      expect(await collector.metric("otelcol_process_uptime")).toBeGreaterThan(0);
    });
}

function componentsOf({ receivers, processors, exporters, extensions, service }: any): Record<string, string[]> {
  const sections = { receivers, processors, exporters, extensions, pipelines: service.pipelines };
  return Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, Object.keys(section).sort()]));
}
