import { createHash } from "node:crypto";
import { acceptance } from "../acceptance";
import type { Collector } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { ServiceName } from "../harness/gateway-directory";
import { missingMountNamespaces } from "../harness/hosts-file";
import { grpcBackend, type OtlpBackend } from "../harness/otlp-backend";
import type { Signal } from "../harness/otlp-sender";
import { eventually, freePort } from "../harness/program";
import {
  beyondReach,
  LOG_PLACES,
  METRIC_PLACES,
  SECRETS,
  seen,
  TRACE_PLACES,
  withSecrets,
} from "../harness/secret-places";
import { PAIRS } from "../harness/settings-under-test";
import { unsnappy } from "../harness/snappy";

/** Patience until something arrived, in milliseconds. */
const ARRIVAL_MS = 20_000;

const SIGNALS: readonly Signal[] = ["traces", "metrics", "logs"];

/** Collectors that miss a place are refused, so there is one alone. */
const about = { artefact: "redaction", tier: "full", pair: PAIRS.default } as const;

onEveryPair(
  "what is marked secret, sent in every place of every signal and in every form, is in no backend, not in X-Ray, remote write, the collector's log at its most detailed and its own metrics; what is not secret arrives, and a hash is the SHA-256 of the value",
  async ({ pair, evidence }) => {
    const port = await freePort();
    const backend = await grpcBackend(port);
    try {
      const backends = new Map([["all", `127.0.0.1:${port}`]]);
      const collector = await startedCollector("redacted", pair, evidence, { backends });
      collector.toXRay.keepsBodies = true;
      collector.toPrometheus.keepsBodies = true;
      await sendSecrets(collector);

      const all = () => Buffer.concat(backend.requests.map(({ body }) => body));
      const toXRay = () => Buffer.concat(collector.toXRay.requests.map(({ body }) => body as Buffer));
      const toPrometheus = () =>
        Buffer.concat(collector.toPrometheus.requests.map(({ body }) => unsnappy(body as Buffer)));
      const log = () => Buffer.from(collector.program.log);
      await expectAll(collector, all, [...TRACE_PLACES, ...METRIC_PLACES, ...LOG_PLACES].map(seen));
      await expectAll(collector, toXRay, [seen("span"), seen("resource"), "sha256:"]);
      await expectAll(collector, toPrometheus, [seen("datapoint"), seen("label"), seen("resource")]);
      await expectAll(collector, log, TRACE_PLACES.map(seen));
      const own = await (await fetch(`http://127.0.0.1:${collector.places.telemetryPort}/metrics`)).text();
      expect(own).toContain("otelcol_receiver_accepted_metric_points");
      for (const place of [all(), toXRay(), toPrometheus(), log(), Buffer.from(own)]) {
        expect(secretsIn(place)).toEqual([]);
      }
      expect(all().includes(`sha256:${createHash("sha256").update("jane-of-span").digest("hex")}`)).toBe(true);

      // The same search finds what no processor reaches.
      expect(await collector.sender.post("/v1/traces", beyondReach(), "application/json")).toMatchObject({
        code: "OK",
      });
      await expectAll(collector, all, ["hunter2 in a link", "hunter2 in bytes", "sk_live_tracestate-of-a-link"]);
    } finally {
      backend.stop();
    }
  },
  about,
);

const AGENT = "in two tiers, what is marked secret does not leave the agent";
const missing = missingMountNamespaces();
if (missing !== undefined) {
  acceptance.notRun(about.artefact, AGENT, missing, about);
} else {
  onEveryPair(
    AGENT,
    async ({ pair, evidence }) => {
      const setting = "redacted in two tiers";
      const directory = await ServiceName.of({ setting, pair, evidence });
      const host = `127.${64 + (process.pid % 64)}.1.${1 + Math.floor(Math.random() * 250)}`;
      const gateway = await grpcBackend(4317, host);
      try {
        await directory.announce([{ host, condition: "ready" }]);
        const agent = await startedCollector(setting, pair, evidence, directory.spot);
        await sendSecrets(agent);
        const toGateway = sentTo(gateway);
        await expectAll(agent, toGateway, [...TRACE_PLACES, ...METRIC_PLACES, ...LOG_PLACES].map(seen));
        expect(secretsIn(toGateway())).toEqual([]);
        expect(secretsIn(Buffer.from(agent.program.log))).toEqual([]);
      } finally {
        gateway.stop();
        directory.remove();
      }
    },
    about,
  );
}

const sentTo =
  ({ requests }: OtlpBackend) =>
  () =>
    Buffer.concat(requests.map(({ body }) => body));

async function sendSecrets({ sender }: Collector): Promise<void> {
  for (const signal of SIGNALS) {
    expect(await sender.post(`/v1/${signal}`, withSecrets(signal), "application/json")).toMatchObject({ code: "OK" });
  }
}

/** Waits until all of some texts are at a place. */
async function expectAll(collector: Collector, place: () => Buffer, texts: readonly string[]): Promise<void> {
  const absent = () => texts.filter((text) => !place().includes(text));
  await eventually(async () => (absent().length === 0 ? true : undefined), { within: ARRIVAL_MS });
  if (absent().length > 0) {
    throw collector.error(`there is no ${absent().join(", ")}`);
  }
}

const secretsIn = (place: Buffer) =>
  Object.entries(SECRETS).flatMap(([what, secret]) => {
    const at = place.indexOf(secret);
    return at < 0 ? [] : [`${what}: ${place.subarray(Math.max(0, at - 100), at + 50).toString("latin1")}`];
  });
