import { parse as parseHcl } from "@cdktn/hcl2json";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { AMP, agentConfig, collectorConfig, generated } from "../generated";

/** What decides which numbers a page shows. Together these show all of them. */
const PAGES = [
  { topology: "daemonset", by: "otlp", persistent: false, longestFlushSeconds: 60 },
  { topology: "gateway", by: "awsxray", persistent: true, longestFlushSeconds: 240 },
] as const;

/** Options with any numbers. */
const numbers = ({
  topology,
  by,
  persistent,
  longestFlushSeconds,
}: (typeof PAGES)[number]): fc.Arbitrary<EksOtelTracingProjectOptions> =>
  fc
    .record({
      ratePercentage: fc.integer({ min: 1, max: 99 }),
      decisionWaitSeconds: fc.integer({ min: 5, max: 300 }),
      latencyThresholdMs: fc.integer({ min: 1, max: 4000 }),
      numTraces: fc.integer({ min: 1000, max: 900_000 }),
      spikeMib: fc.integer({ min: 50, max: 900 }),
      moreMib: fc.integer({ min: 100, max: 9000 }),
      replicas: fc.integer({ min: 2, max: 9 }),
      maxUnavailable: fc.integer({ min: 2, max: 4 }),
      durationBucketsMs: fc.uniqueArray(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 9 }),
      maxCombinationsPerService: fc.integer({ min: 1, max: 9000 }),
      flushIntervalSeconds: fc.integer({ min: 1, max: longestFlushSeconds }),
      expireAfterMinutes: fc.integer({ min: 5, max: 900 }),
      volumeSizeMib: fc.integer({ min: 64, max: 90_000 }),
    })
    .map((some) => {
      const memory = { memoryLimitMib: some.spikeMib + some.moreMib, memorySpikeLimitMib: some.spikeMib };
      return {
        exampleApps: ["express"],
        existingApps: ["go"],
        chartVersion: "0.170.0",
        topology: topology,
        samplingRatePercentage: some.ratePercentage,
        sampling: {
          decisionWaitSeconds: some.decisionWaitSeconds,
          latencyThresholdMs: some.latencyThresholdMs,
          numTraces: some.numTraces,
        },
        collector: topology === "gateway" ? {} : memory,
        gateway:
          topology === "gateway" ? { ...memory, replicas: some.replicas, maxUnavailable: some.maxUnavailable } : {},
        spanMetrics: {
          enabled: true,
          durationBucketsMs: [...some.durationBucketsMs].sort((a, b) => a - b),
          maxCombinationsPerService: some.maxCombinationsPerService,
          flushIntervalSeconds: some.flushIntervalSeconds,
          expireAfterMinutes: some.expireAfterMinutes,
        },
        xray: { export: by },
        otlpExporters: [{ name: "tempo", endpoint: "https://tempo.example.com:4317" }],
        otlpQueue: persistent ? { persistent: true, volumeSizeMib: some.volumeSizeMib } : {},
      };
    });

test.each(PAGES)("each number that a page shows is the module's own: $topology, $by", async (shape) => {
  await fc.assert(
    fc.asyncProperty(numbers(shape), async (options) => {
      const files = generated(options);
      const page = files["README.md"];
      const twoTiers = options.topology === "gateway";
      const config = collectorConfig(options, AMP);
      const { variable } = await parseHcl("variables.tf", files["variables.tf"]);
      const byDefault = (name: string) => variable[name][0].default;
      const { locals } = await parseHcl("values.tf", files["values.tf"]);
      const local = Object.assign({}, ...locals);
      const tier = twoTiers ? "gateway_" : "";
      const values = local[`${tier}chart_values`];

      // Memory.
      const [limit, spike] = [byDefault(`${tier}memory_limit_mib`), byDefault(`${tier}memory_spike_limit_mib`)];
      expect(shown(page, / refuses spans from \| (\d+) - (\d+) = (\d+) MiB/)).toEqual([[limit, spike, limit - spike]]);
      const [, more, factor] = /max\(\S+ \+ (\d+), ceil\(\S+ \* ([\d.]+)\)\)/.exec(local[`${tier}memory_limit`]) ?? [];
      expect(shown(page, /container's memory limit \| (\d+) MiB/)).toEqual([
        [Math.max(limit + Number(more), Math.ceil(limit * Number(factor)))],
      ]);

      // The sampler.
      const { tail_sampling: sampler, batch } = config.processors;
      const window = Number.parseInt(sampler.decision_wait, 10);
      expect(shown(page, /trace for (\d+) s after the first/)).toEqual([[window]]);
      expect(shown(page, / (?:× (\d+) s)(?: \/ gateway_replicas)?$/)).toEqual([[window]]);
      expect(shown(page, /of (?:its node|the cluster's traces) for (\d+) s, in memory/)).toEqual([[window]]);
      expect(shown(page, /arrives after the (\d+) s takes/)).toEqual([[window]]);
      expect(shown(page, /holds, up to (\d+) s of/)).toEqual([[window]]);
      expect(shown(page, /for at most\n {2}(\d+) s a node/)).toEqual(twoTiers ? [[window]] : []);
      for (const example of ["examples/apps/express/README.md", "examples/existing-apps/go/README.md"]) {
        expect(shown(files[example], /(?:trace|in X-Ray) (\d+) s later/)).toEqual([[window]]);
      }
      expect(shown(page, /`num_traces` (?:is|lets it hold|\()\s*([\d,]+)/)[0]).toEqual([sampler.num_traces]);
      const { threshold_ms: threshold } = sampler.policies.find(({ type }: any) => type === "latency").latency;
      const kept = threshold + 1; // collector 0.159.0 keeps what takes longer than the threshold
      expect(shown(page, /every trace of (\d+) ms or more/)).toEqual([[kept], [kept]]);
      expect(shown(page, /ms or more(?:, \S+ \S+)? and (\d+) % of the others/)).toEqual([
        [byDefault("sampling_rate_percentage")],
      ]);
      expect(shown(page, /--span-duration (\d+)ms/)[0][0]).toBeGreaterThan(threshold);
      const [, payments] = parseAllDocuments(files["examples/apps/express/kubernetes.yaml"])
        .map((document) => document.toJS())
        .filter(({ kind }) => kind === "Deployment");
      const slow = payments.spec.template.spec.containers[0].env.find(({ name }: any) => name === "SLOW_PAYMENT_MS");
      expect(Number(slow.value)).toBeGreaterThan(threshold);
      expect(shown(files["examples/apps/express/README.md"], /payment takes (\d+) ms/)).toEqual([[Number(slow.value)]]);
      expect(shown(page, /grace period gives it (\d+) s/)).toEqual([[values.terminationGracePeriodSeconds]]);

      // Gateways.
      const replicas = twoTiers ? byDefault("gateway_replicas") : 0;
      expect(shown(page, /-gateway, (\d+) of them/)).toEqual(twoTiers ? [[replicas]] : []);
      expect(shown(page, /a drain of nodes takes (\d+) at a time/)).toEqual(
        twoTiers ? [[values.podDisruptionBudget.maxUnavailable]] : [],
      );
      expect(
        shown(page, /([\d,]+) new traces\/s a gateway, ([\d,]+) with all (\d+)/).map(([one, all, of]) => [
          all / one,
          of,
        ]),
      ).toEqual(twoTiers ? [[replicas, replicas]] : []);
      const agents = twoTiers ? agentConfig(options) : undefined;
      const retries = agents && Object.values<any>(agents.exporters)[0].retry_on_failure.max_elapsed_time;
      expect(shown(page, /try again for (\d+) minutes|tries again for (\d+) minutes/)).toEqual(
        twoTiers ? [[Number.parseInt(retries, 10) / 60], [Number.parseInt(retries, 10) / 60]] : [],
      );

      // Span metrics.
      const connector: any = Object.entries(config.connectors).find(([id]) => /span_?metrics/.test(id))?.[1];
      const flush = Number.parseInt(connector.metrics_flush_interval, 10);
      const bounds = connector.histogram.explicit.buckets.length;
      expect(shown(page, /writes the counts every (\d+) s/)).toEqual([[flush]]);
      expect(shown(page, /at most (\d+) s of it/)).toEqual([[flush]]);
      expect(shown(page, /they took, in (\d+) buckets/)).toEqual([[bounds + 1]]);
      expect(shown(page, /doubles them: (\d+) for every combination/)).toEqual([[bounds + 4]]);
      expect(shown(page, /tells ([\d,]+) combinations of labels/)).toEqual([[connector.aggregation_cardinality_limit]]);
      expect(shown(page, /end after (\d+) minutes/)).toEqual([[minutes(connector.metrics_expiration)]]);
      for (const [window] of shown(page, /\[(\d+)m\]\)/)) {
        expect(window * 60).toBeGreaterThanOrEqual(4 * flush);
        expect(window).toBeGreaterThanOrEqual(5); // as far as Prometheus itself looks back
      }

      // Requests and queues.
      expect(shown(page, /Requests have (\d+) spans at most/)).toEqual(
        options.xray?.export === "otlp" ? [[batch.send_batch_max_size]] : [],
      );
      const queues = Object.entries<any>(config.exporters).filter(([id]) => /^otlp/.test(id));
      const persistent = options.otlpQueue?.persistent ?? false;
      const held = new Set(shown(page, /(?:: |MiB\n? *)([\d,]+) spans(?: each)?\./).flat());
      const size = persistent ? queues[0][1].sending_queue.queue_size : queueSize(files["main.tf"], limit - spike);
      expect([...held]).toEqual([size]);
      expect(new Set(shown(page, /half of a volume of ([\d,]+) MiB/).flat())).toEqual(
        new Set(persistent ? [options.otlpQueue?.volumeSizeMib] : []),
      );
      if (persistent) {
        expect(files["values.tf"]).toContain(`"${options.otlpQueue?.volumeSizeMib}Mi"`);
      }

      // Ports and versions.
      const { protocols } = config.receivers.otlp;
      const ports = [protocols.grpc, protocols.http ?? { endpoint: ":4318" }].map(({ endpoint }) =>
        Number(endpoint.split(":").at(-1)),
      );
      expect(shown(page, /OTLP<br\/>(\d+) gRPC, (\d+) HTTP/)).toEqual([ports]);
      expect(shown(page, /NAMESPACE\.svc\.cluster\.local:(\d+)/)).toEqual([[ports[0]]]);
      expect(page).toContain(`The chart is at 0.170.0, the collector at ${values.image.tag}:`);
    }),
    { numRuns: 2 },
  );
});

test("the page asks for a collector's own metrics on the port that serves them", async () => {
  const files = generated({ exampleApps: [] });
  const { locals } = await parseHcl("values.tf", files["values.tf"]);
  const [reader] = Object.assign({}, ...locals).chart_values.config.service.telemetry.metrics.readers;
  expect(shown(files["README.md"], /pods\/POD:(\d+)\/proxy/)).toEqual([[reader.pull.exporter.prometheus.port]]);
});

/** Each match's groups, as numbers. */
function shown(page: string, pattern: RegExp): number[][] {
  return [...page.matchAll(new RegExp(pattern, "gm"))].map(([, ...groups]) =>
    groups.filter((group) => group !== undefined).map((group) => Number(group.replaceAll(",", ""))),
  );
}

function minutes(duration: string): number {
  const [, hours = 0, rest = 0] = /^(?:(\d+)h)?(?:(\d+)m)?/.exec(duration) ?? [];
  return Number(hours) * 60 + Number(rest);
}

/** What Terraform computes of the memory that may be filled. */
function queueSize(main: string, mib: number): number {
  const [, factor] = /otlp_queue_size .*\* ([\d.]+)\)\)/.exec(main) ?? [];
  return Math.max(1, Math.floor(mib * Number(factor)));
}
