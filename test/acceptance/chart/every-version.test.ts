import { chartValues } from "../../../src/collector/chart-values";
import { resolveSettings } from "../../../src/settings/settings";
import { nodeTier } from "../../../src/settings/tiers";
import { TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { CHART_DEFAULTS } from "../harness/chart-defaults";
import { AMP_ENDPOINT, CLUSTER, type TestedCollector } from "../harness/settings-under-test";
import { nameProgramsOf } from "../module/programs";
import { stoppedAfterwards } from "../module/started";
import { chartCase, missingDirectory, versionsAtHand } from "./charts";
import { namesIn, renderValues } from "./rendered-chart";
import { expectStart } from "./start";

/** Helm runs that are under way at once. */
const AT_ONCE = 4;

const started = stoppedAfterwards();

chartCase(
  "of every version at hand, with either collector: it takes our values, adds nothing to the config, and the collector starts",
  async (evidence) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    await emulator.createCluster(CLUSTER);
    const combinations = versionsAtHand().flatMap((chart) =>
      (["0.92.0", "0.159.0"] as const).map((collector) => ({ chart, collector, values: said(chart, collector) })),
    );
    // Versions of the chart to which the module says the same get their values from one run of it.
    const distinct = [...new Map(combinations.map((each) => [each.values, each])).values()];
    const root = await TerraformRoot.create(
      emulator,
      CLUSTER,
      Object.fromEntries(distinct.map(({ chart, collector }, index) => [`n${index}`, call(chart, collector)])),
    );
    started.root = root;
    await root.apply();
    nameProgramsOf(root, emulator, evidence.ranIn);
    const handed = new Map(distinct.map(({ values }, index) => [values, root.release(`n${index}`).given.values]));

    const configs = new Map<string, TestedCollector>();
    const waiting = [...combinations];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { chart, collector, values } = next;
        const { config } = await renderValues(handed.get(values) ?? [], chart, evidence);
        expect([chart, namesIn(config)]).toEqual([
          chart,
          {
            receivers: ["otlp"],
            processors: ["batch", "memory_limiter", "resource", "tail_sampling"],
            exporters: ["awsxray", collector === "0.92.0" ? "logging" : "debug", "prometheusremotewrite"].sort(),
            extensions: ["health_check", "sigv4auth"],
            pipelines: ["metrics", "traces"],
          },
        ]);
        configs.set(JSON.stringify(config), collector);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const { environment } = CHART_DEFAULTS["0.170.0"];
    for (const [config, collector] of configs) {
      await expectStart(JSON.parse(config), collector, environment, evidence);
    }
    console.log(`${combinations.length} combinations, ${distinct.length} of values, ${configs.size} distinct configs`);
  },
  missingDirectory,
);

const options = (chartVersion: string, collectorVersion: string) => ({
  chartVersion,
  collectorVersion,
  ampRemoteWriteEndpoint: AMP_ENDPOINT,
});

function call(chart: string, collector: string) {
  return { options: options(chart, collector) };
}

/** What the module says to the chart, as far as its version matters. */
function said(chart: string, collector: string): string {
  const references = { imageRepository: "", memoryRequest: "", memoryLimit: "", roleArn: "", clusterRoleName: "" };
  const settings = resolveSettings(options(chart, collector));
  return JSON.stringify(chartValues(settings, nodeTier(settings), references));
}
