import type { ChartVersion } from "../../../src/options";
import { acceptance, type Evidence, type Tier } from "../acceptance";
import { AwsEmulator } from "./aws-emulator";
import { Collector } from "./collector";
import type { Expectation } from "./expectation";
import type { Protocol } from "./otlp-sender";
import { CHARTS, type SettingName } from "./settings-under-test";
import type { Trace, Traces } from "./traces";

/** What is sent and what is expected, by a name that both share. */
type Traffic = Readonly<Record<string, Traces>>;
type Expectations<T extends Traffic> = { readonly [name in keyof T]: Expectation };

/** Which artefact the claim is about, and to which run it belongs. */
interface About {
  /** @default "collector config" */
  readonly artefact?: string;
  /** @default "quick" */
  readonly tier?: Tier;
}

/** What a case does with a collector. */
type Proof = (collector: Collector, evidence: Evidence) => Promise<void>;

/**
 * A claim about the collector, proved on both collectors: which settings, which traffic, what must be seen.
 *
 *     collectorCase("slow traces are kept")
 *       .given("nothing ordinary")
 *       .sending({ slow: traces(100).taking(700) })
 *       .expectInXRay({ slow: all });
 */
export function collectorCase(claim: string, about: About = {}) {
  return {
    given: (setting: SettingName) => ({
      sending: <T extends Traffic>(traffic: T) => ({
        /** Half of each kind is sent by gRPC and half by HTTP. */
        expectInXRay: (expected: Expectations<T>) =>
          onBothCollectors(claim, about, setting, (collector) => prove(collector, traffic, expected)),
      }),
      /** For what is not a matter of traces alone. The collector belongs to the case, which may stop it. */
      expect: (what: Proof) => onBothCollectors(claim, about, setting, what),
    }),
  };
}

function onBothCollectors(
  claim: string,
  { artefact = "collector config", tier = "quick" }: About,
  setting: SettingName,
  what: Proof,
): void {
  acceptance(
    artefact,
    claim,
    async (evidence) => {
      const results = await Promise.allSettled(
        CHARTS.map(async (chart) => what(await startedCollector(setting, chart, evidence), evidence)),
      );
      const problems = results.flatMap((result) => (result.status === "rejected" ? [result.reason as Error] : []));
      if (problems.length > 0) {
        problems[0].message = [...new Set(problems.map(({ message }) => message))].join("\n\n");
        throw problems[0];
      }
    },
    { tier },
  );
}

async function prove<T extends Traffic>(collector: Collector, traffic: T, expected: Expectations<T>): Promise<void> {
  const sent: { name: string; protocol: Protocol; traces: Trace[] }[] = [];
  for (const [name, kind] of Object.entries(traffic)) {
    const now = kind.now();
    const half = Math.ceil(now.length / 2);
    sent.push({ name, protocol: "gRPC", traces: now.slice(0, half) });
    sent.push({ name, protocol: "HTTP", traces: now.slice(half) });
  }
  for (const { protocol, traces } of sent) {
    await collector.send(traces, protocol);
  }
  await collector.decided();

  const problems: string[] = [];
  for (const { name, protocol, traces } of sent) {
    const arrived = await collector.arrived(traces.map(({ id }) => id));
    const problem = expected[name].problem(arrived.size, traces.length);
    if (problem !== undefined) {
      problems.push(`  ${name} traces by ${protocol}: ${problem}`);
    }
  }
  if (problems.length > 0) {
    throw collector.error(`in X-Ray are\n${problems.join("\n")}`);
  }
}

let emulator: Promise<AwsEmulator> | undefined;
const started: Promise<Collector>[] = [];

/** The AWS of this test file. */
export function sharedEmulator(): Promise<AwsEmulator> {
  emulator ??= AwsEmulator.start();
  return emulator;
}

async function startedCollector(setting: SettingName, chart: ChartVersion, evidence: Evidence): Promise<Collector> {
  const collector = Collector.start(setting, chart, await sharedEmulator(), evidence);
  started.push(collector);
  return collector;
}

afterEach(async () => {
  const collectors = await Promise.allSettled(started.splice(0));
  await Promise.all(collectors.map((result) => (result.status === "fulfilled" ? result.value.stop() : undefined)));
});

afterAll(async () => {
  await (await emulator)?.stop();
});
