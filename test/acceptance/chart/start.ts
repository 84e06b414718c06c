import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../../../tools/install";
import type { Evidence } from "../acceptance";
import { AWS_ENVIRONMENT } from "../harness/aws-emulator";
import type { ConfigMap } from "../harness/chart-defaults";
import { freePort, Program } from "../harness/program";
import { rewritten } from "../harness/rewrites";
import type { TestedCollector } from "../harness/settings-under-test";

/** Starts a collector with the config that a chart rendered, asks what the chart's probes ask, and stops it. */
export async function expectStart(
  config: ConfigMap,
  version: TestedCollector,
  environment: Readonly<Record<string, string>>,
  evidence: Evidence,
): Promise<void> {
  const tool = await install(`collector-${version}`);
  const [grpcPort, httpPort, healthPort, telemetryPort] = await Promise.all([0, 0, 0, 0].map(freePort));
  const nowhere = "http://127.0.0.1:9";
  const places = {
    host: "127.0.0.1",
    grpcPort,
    httpPort,
    healthPort,
    telemetryPort,
    xrayUrl: nowhere,
    prometheusUrl: nowhere,
  };
  const directory = await mkdtemp(join(tmpdir(), "eks-otel-tracing-chart-"));
  const file = join(directory, "relay.yaml");
  await writeFile(file, JSON.stringify(rewritten(config, version, places)));
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
}
