import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../../../tools/install";
import { AWS_ENVIRONMENT } from "../harness/aws-emulator";
import { render } from "../harness/chart-stand-in";
import { handedValues } from "../harness/handed-values";
import { freePort, Program } from "../harness/program";
import { rewritten } from "../harness/rewrites";
import { PAIRS, SETTINGS, type SettingName } from "../harness/settings-under-test";
import { chartCase } from "./charts";
import { renderChart } from "./rendered-chart";

for (const pair of Object.values(PAIRS)) {
  const version = `${pair.chart} with collector ${pair.collector}`;

  chartCase(`chart ${version} adds nothing to the collector's config but telemetry of its own`, async (evidence) => {
    for (const setting of ["as in the article", "with metrics"] as const) {
      const { config } = await renderChart(setting, pair, evidence);
      const metrics = setting === "with metrics";
      expect(names(config)).toEqual({
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
    const tool = await install(`collector-${pair.collector}`);
    const { environment } = render(pair.chart, await handedValues("with metrics", pair, evidence));
    const [grpcPort, httpPort, healthPort, telemetryPort] = await Promise.all([0, 0, 0, 0].map(freePort));
    const nowhere = "http://127.0.0.1:9";
    const places = { grpcPort, httpPort, healthPort, telemetryPort, xrayUrl: nowhere, prometheusUrl: nowhere };
    const directory = await mkdtemp(join(tmpdir(), "eks-otel-tracing-chart-"));
    const file = join(directory, "relay.yaml");
    await writeFile(file, JSON.stringify(rewritten(config, pair.collector, places)));
    try {
      const collector = await Program.start({
        title: `collector ${tool.version}`,
        path: tool.path,
        args: [`--config=${file}`],
        environment: { ...AWS_ENVIRONMENT, ...environment },
        isReady: async () => (await fetch(`http://127.0.0.1:${healthPort}/`)).ok,
      });
      await collector.stop();
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
    evidence.ranIn("OpenTelemetry Collector", tool.version);
  });
}

function names({ service, ...sections }: any): Record<string, string[]> {
  const all = { ...sections, pipelines: service.pipelines };
  return Object.fromEntries(Object.entries<object>(all).map(([name, section]) => [name, Object.keys(section).sort()]));
}
