import { render } from "../harness/chart-stand-in";
import { handedValues } from "../harness/handed-values";
import { PAIRS, SETTINGS, type SettingName } from "../harness/settings-under-test";
import { chartCase } from "./charts";
import { namesIn, renderChart } from "./rendered-chart";
import { expectStart } from "./start";

for (const pair of Object.values(PAIRS)) {
  const version = `${pair.chart} with collector ${pair.collector}`;

  chartCase(`chart ${version} adds nothing to the collector's config but telemetry of its own`, async (evidence) => {
    for (const setting of ["as in the article", "with metrics"] as const) {
      const { config } = await renderChart(setting, pair, evidence);
      const metrics = setting === "with metrics";
      expect(namesIn(config)).toEqual({
        receivers: ["otlp"],
        processors: ["batch", "memory_limiter", "resource", "tail_sampling"],
        exporters: [
          "awsxray",
          pair.collector === "0.92.0" ? "logging" : "debug",
          ...(metrics ? ["prometheusremotewrite"] : []),
        ].sort(),
        extensions: ["health_check", ...(metrics ? ["sigv4auth"] : [])],
        pipelines: [...(metrics ? ["metrics"] : []), "traces"],
      });
      expect(Object.keys(config.processors.memory_limiter).sort()).toEqual([
        "check_interval",
        "limit_mib",
        "spike_limit_mib",
      ]);
      expect(config.service.extensions).toEqual(Object.keys(config.extensions).sort());
    }
  });

  chartCase(
    `chart ${version} makes of any values what its stand-in makes of them: config, environment, memory`,
    async (evidence) => {
      for (const setting of Object.keys(SETTINGS) as SettingName[]) {
        const { objects, config } = await renderChart(setting, pair, evidence);
        const standIn = render(pair.chart, await handedValues(setting, pair, evidence));
        expect(config).toEqual(standIn.config);
        const [{ env, resources }] = objects.find(({ kind }) => kind === "DaemonSet").spec.template.spec.containers;
        expect(env.map(({ name }: { name: string }) => name).sort()).toEqual(Object.keys(standIn.environment).sort());
        expect(env.find(({ name }: { name: string }) => name === "GOMEMLIMIT").value).toBe(
          standIn.environment.GOMEMLIMIT,
        );
        expect(resources.limits.memory).toBe(`${standIn.memoryLimitMib}Mi`);
      }
    },
  );

  chartCase(`the collector starts with the config that chart ${version} makes`, async (evidence) => {
    const { config } = await renderChart("with metrics", pair, evidence);
    const { environment } = render(pair.chart, await handedValues("with metrics", pair, evidence));
    await expectStart(config, pair.collector, environment, evidence);
  });
}
