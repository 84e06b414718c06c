/**
 * A program for a network of its own, which measures both topologies. Takes the file for the figures.
 *
 * What keeps a processor busy runs alone, what does not runs beside each other.
 */

import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { AwsEmulator } from "../../test/acceptance/harness/aws-emulator";
import { figuresOf, type LoadFigures } from "../../test/acceptance/harness/change-figures";
import { Collector } from "../../test/acceptance/harness/collector";
import { gatewayChanges } from "../../test/acceptance/harness/gateway-changes";
import { type GatewayDirectory, ServiceEndpoints, ServiceName } from "../../test/acceptance/harness/gateway-directory";
import { POD_NETWORKS } from "../../test/acceptance/harness/own-network";
import { cpuSeconds, residentMib } from "../../test/acceptance/harness/process-figures";
import { PAIRS, type SettingName } from "../../test/acceptance/harness/settings-under-test";
import { acrossNodes, type CrossNodeTrace } from "../../test/acceptance/harness/traces";
import { type Given, TwoTiers } from "../../test/acceptance/harness/two-tiers";
import { tracesWithInnermost, wholeTraces } from "../../test/acceptance/harness/whole-traces";
import { ApiServer } from "../../test/acceptance/kubernetes/api-server";
import { median } from "../measure";
import type { DataPlaneFigures, ProcessFigures, Throughput, WholeFigures } from "./figures";
import { OneTier } from "./one-tier";
import { SpanFlow } from "./span-flow";

const NODES = 3;
/** As by default. */
const GATEWAYS = 3;
const DECISION_WAIT_MS = 10_000;

/** Of each kind. */
const TRACES = 300;

const RATES = [1000, 5000] as const;

/** Until as much is held as ever will be and the collector of garbage has been there, and how long is measured then. */
const WARM_MS = 25_000;
const STEADY_MS = 30_000;

const FULL_WARM_MS = 15_000;
const FULL_MS = 15_000;

/** Memory is the bound beyond, not the processor. */
const MOST_SPANS_PER_SECOND = 24_000;

/** Spans that may be between an agent and the gateway. */
const MOST_BETWEEN = 5000;

/** Of the time, what the sender may be busy. */
const MOST_BUSY = 0.85;

const pair = PAIRS.default;
const programs = new Map<string, string>();
const evidence = { ranIn: (program: string, version: string) => void programs.set(program, version) };

async function main(file: string): Promise<void> {
  const emulator = await AwsEmulator.start();
  const given = (setting: SettingName): Given => ({ setting, pair, emulator, evidence });

  say(`memory at ${RATES.join(" and ")} spans/s`);
  const memory = await steadyFigures(given);

  say("throughput of one processor");
  const throughput = {
    collector: await collectorThroughput(given("with a gateway's memory")),
    twoTiers: await twoTiersThroughput(given("two tiers by name")),
  };

  say("whole traces, roll-outs, kills");
  const server = await ApiServer.start();
  server.nameIn(evidence.ranIn);
  const byName = given("two tiers by name");
  const watching = given("two tiers that watch");
  const [oneTier, dns, k8s] = await Promise.all([
    oneTierFigures(given("as in the article")),
    twoTiersFigures(byName, POD_NETWORKS[0], await ServiceName.of(byName)),
    twoTiersFigures(watching, POD_NETWORKS[1], await ServiceEndpoints.in(server, watching)),
  ]);

  const figures: DataPlaneFigures = { memory, throughput, oneTier, dns, k8s, programs: [...programs] };
  writeFileSync(file, JSON.stringify(figures));
  await server.stop();
  await emulator.stop();
}

/** One collector, and one agent with one gateway, at every rate. */
async function steadyFigures(given: (setting: SettingName) => Given): Promise<DataPlaneFigures["memory"]> {
  return Promise.all(
    RATES.map(async (spansPerSecond, index) => {
      const alone = await startQuiet(given("as in the article"));
      const tiers = await oneOfEach(given("two tiers by name"), POD_NETWORKS[2 + index]);
      const [agent] = tiers.agents;
      const [gateway] = tiers.gateways;
      const flows = [new SpanFlow(alone), new SpanFlow(agent)];
      const sending = Promise.all(flows.map((flow) => flow.steady(spansPerSecond, WARM_MS + STEADY_MS)));
      await pause(WARM_MS);
      const [collector, ofAgent, ofGateway] = await Promise.all(
        [alone, agent, gateway].map((one) => processFigures(one, STEADY_MS)),
      );
      await sending;
      for (const [flow, samples] of [
        [flows[0], alone],
        [flows[1], gateway],
      ] as const) {
        if (flow.accepted < 0.97 * spansPerSecond * ((WARM_MS + STEADY_MS) / 1000)) {
          throw new Error(
            `only ${flow.accepted} spans were sent, the machine is too busy for ${spansPerSecond} a second`,
          );
        }
        await expectNothingLost(samples, flow.accepted);
      }
      await alone.stop();
      await tiers.stop();
      return { spansPerSecond, collector, agent: ofAgent, gateway: ofGateway };
    }),
  );
}

async function collectorThroughput(given: Given): Promise<Throughput> {
  const collector = await startQuiet(given, 1);
  const flow = new SpanFlow(collector);
  const idle = idleSender();
  const sending = flow.atMost(MOST_SPANS_PER_SECOND, FULL_WARM_MS + FULL_MS);
  await pause(FULL_WARM_MS);
  const figures = await processFigures(collector, FULL_MS);
  await sending;
  idle();
  await expectNothingLost(collector, flow.accepted);
  await collector.stop();
  return { spansPerCpuSecond: figures.spansPerCpuSecond, spansPerSecond: figures.spansPerSecond };
}

async function twoTiersThroughput(given: Given): Promise<{ agent: Throughput; gateway: Throughput }> {
  const tiers = await oneOfEach(given, POD_NETWORKS[4], 1);
  const [agent] = tiers.agents;
  const [gateway] = tiers.gateways;
  const flow = new SpanFlow(agent);
  const idle = idleSender();
  let through = 0;
  const asking = setInterval(async () => {
    through = await acceptedSpans(gateway).catch(() => through);
  }, 100);
  const sending = flow.atMost(
    MOST_SPANS_PER_SECOND,
    FULL_WARM_MS + FULL_MS,
    () => flow.accepted - through < MOST_BETWEEN,
  );
  await pause(FULL_WARM_MS);
  const figures = await Promise.all([agent, gateway].map((one) => processFigures(one, FULL_MS)));
  await sending;
  clearInterval(asking);
  idle();
  await expectNothingLost(gateway, flow.accepted);
  await tiers.stop();
  return { agent: figures[0], gateway: figures[1] };
}

async function oneTierFigures(given: Given) {
  const tier = await OneTier.start(given, NODES);
  const whole = await wholeFigures(tier.nodes);
  const load = await figuresOf(tier.nodes, () => tier.nodes[0], tier.changes, DECISION_WAIT_MS);
  await tier.stop();
  expectLoad(load, { lostElsewhere: 0 });
  return { whole, load };
}

async function twoTiersFigures(given: Given, network: string, directory: GatewayDirectory) {
  const tiers = await TwoTiers.start(given, { agents: NODES, gateways: GATEWAYS, network, directory });
  const whole = await wholeFigures(tiers.agents, tiers.gateways[0]);
  const load = await figuresOf(tiers.agents, () => tiers.gateways[0], gatewayChanges(tiers), DECISION_WAIT_MS);
  await tiers.stop();
  expectLoad(load, { lostElsewhere: 0, cutElsewhere: 0 });
  return { whole, load };
}

function expectLoad({ elsewhere }: LoadFigures, most: { lostElsewhere: number; cutElsewhere?: number }): void {
  if (elsewhere.lost > most.lostElsewhere || elsewhere.cut > (most.cutElsewhere ?? Number.POSITIVE_INFINITY)) {
    throw new Error(`far from every change ${elsewhere.cut} traces are cut, and ${elsewhere.lost} lost`);
  }
}

/** How many failed and slow traces are whole, with a span on each node and the fault in the innermost alone. */
async function wholeFigures(nodes: readonly Collector[], reader = nodes[0]): Promise<WholeFigures> {
  const sent = { failed: acrossNodes(TRACES, NODES, "failed"), slow: acrossNodes(TRACES, NODES, "slow") };
  const traces = [...sent.failed, ...sent.slow];
  await Promise.all(nodes.map((node, index) => node.sendSpans(traces.map(({ spans }) => spans[index]))));
  const count = async (which: readonly CrossNodeTrace[]) => {
    const innermost = await tracesWithInnermost(reader, which);
    if (innermost.size !== TRACES) {
      throw reader.error(`the innermost span of only ${innermost.size} of ${TRACES} traces is in X-Ray`);
    }
    return (await wholeTraces(reader, which)).size;
  };
  await pause(DECISION_WAIT_MS + 10_000);
  return { of: TRACES, failed: await count(sent.failed), slow: await count(sent.slow) };
}

/** A collector that writes to nobody, so that nothing but itself takes time. */
async function startQuiet(given: Given, processors?: number): Promise<Collector> {
  const { setting, pair: used, emulator } = given;
  const collector = await Collector.start(setting, used, emulator, evidence, { processors });
  collector.toXRay.target = undefined;
  return collector;
}

async function oneOfEach(given: Given, network: string, processors?: number): Promise<TwoTiers> {
  const tiers = await TwoTiers.start(given, { agents: 1, gateways: 1, network, processors });
  tiers.gateways[0].toXRay.target = undefined;
  return tiers;
}

async function processFigures(collector: Collector, milliseconds: number): Promise<ProcessFigures> {
  const { pid } = collector.program;
  const began = performance.now();
  const [cpuBefore, spansBefore] = [cpuSeconds(pid), await acceptedSpans(collector)];
  const resident: number[] = [];
  while (performance.now() - began < milliseconds) {
    resident.push(residentMib(pid));
    await pause(500);
  }
  const [cpu, spans] = [cpuSeconds(pid) - cpuBefore, (await acceptedSpans(collector)) - spansBefore];
  return {
    residentMib: median(resident),
    peakMib: Math.max(...resident),
    spansPerSecond: spans / ((performance.now() - began) / 1000),
    spansPerCpuSecond: spans / cpu,
  };
}

function acceptedSpans(collector: Collector): Promise<number> {
  return collector.metric("otelcol_receiver_accepted_spans");
}

/** @throws when not everything that was sent is there, or something was refused or dropped */
async function expectNothingLost(sampler: Collector, sent: number): Promise<void> {
  await pause(2000);
  const [accepted, refused, dropped, failed] = await Promise.all([
    acceptedSpans(sampler),
    sampler.metric("otelcol_receiver_refused_spans"),
    sampler.metric("otelcol_processor_tail_sampling_sampling_trace_dropped_too_early"),
    sampler.metric("otelcol_exporter_send_failed_spans"),
  ]);
  if (accepted !== sent || refused + dropped + failed > 0) {
    throw sampler.error(
      `of ${sent} spans that were sent ${accepted} were accepted and ${refused} refused; ${dropped} traces were dropped undecided, ${failed} spans not written`,
    );
  }
}

/** @returns what throws when this process was too busy since */
function idleSender(): () => void {
  const before = performance.eventLoopUtilization();
  return () => {
    const { utilization } = performance.eventLoopUtilization(before);
    if (utilization > MOST_BUSY) {
      throw new Error(`the sender is the bottleneck: it was busy ${Math.round(utilization * 100)} % of the time`);
    }
  };
}

function say(line: string): void {
  process.stderr.write(`bench: ${new Date().toISOString().slice(11, 19)} ${line}\n`);
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});
