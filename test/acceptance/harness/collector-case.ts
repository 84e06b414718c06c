import { acceptance, type Evidence, type Tier } from "../acceptance";
import { AwsEmulator } from "./aws-emulator";
import { Collector, type Spot } from "./collector";
import type { Expectation } from "./expectation";
import type { Protocol } from "./otlp-sender";
import type { PairwiseName } from "./pairwise";
import { PAIRS, type Pair, type SettingName } from "./settings-under-test";
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
  /** @default the default pair, and in the full tier the article's as well */
  readonly pair?: Pair;
}

/** What a case does with a collector. */
type Proof = (collector: Collector, evidence: Evidence) => Promise<void>;

/**
 * A claim about the collector: which settings, which traffic, what must be seen. It is proved on the default pair of chart and
 * collector, and in the full tier on the article's.
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
          onEveryCollector(claim, about, setting, (collector) => prove(collector, traffic, expected)),
      }),
      /** For what is not a matter of traces alone. The collector belongs to the case, which may stop it. */
      expect: (what: Proof) => onEveryCollector(claim, about, setting, what),
    }),
  };
}

/**
 * A claim that is proved on the default pair, and in the full tier on the article's, by collectors that the case starts itself.
 *
 * @param prove - gets what every start takes
 */
export function onEveryPair(
  claim: string,
  prove: (given: { pair: Pair; emulator: AwsEmulator; evidence: Evidence }) => Promise<void>,
  { artefact = "collector config", tier = "quick", pair }: About = {},
): void {
  const provedOn = (used: Pair) => async (evidence: Evidence) =>
    prove({ pair: used, emulator: await sharedEmulator(), evidence });
  acceptance(artefact, claim, provedOn(pair ?? PAIRS.default), { tier });
  if (pair === undefined) {
    const article = PAIRS["the article's"];
    acceptance(artefact, `${claim} (collector ${article.collector})`, provedOn(article), { tier: "full" });
  }
}

function onEveryCollector(claim: string, about: About, setting: SettingName, what: Proof): void {
  onEveryPair(
    claim,
    async ({ pair, evidence }) => what(await startedCollector(setting, pair, evidence), evidence),
    about,
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

/** A collector that is stopped after the case. */
export async function startedCollector(
  setting: SettingName | PairwiseName,
  pair: Pair,
  evidence: Evidence,
  spot?: Spot,
): Promise<Collector> {
  const collector = Collector.start(setting, pair, await sharedEmulator(), evidence, spot);
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
