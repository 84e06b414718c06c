import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { acceptance, type Evidence } from "../acceptance";
import { render } from "../harness/chart-stand-in";
import type { Collector } from "../harness/collector";
import { startedCollector } from "../harness/collector-case";
import { handedValues } from "../harness/handed-values";
import { missingMountNamespaces } from "../harness/hosts-file";
import { Kubelet } from "../harness/kubelet";
import { NamedPods } from "../harness/named-pods";
import { grpcBackend, httpBackend, type OtlpBackend, spanCount } from "../harness/otlp-backend";
import { BACKEND, PAIRWISE, type PairwiseName, type PairwiseSet, SECRET } from "../harness/pairwise";
import { eventually, freePort } from "../harness/program";
import { traces } from "../harness/traces";
import { XrayOtlp } from "../harness/xray-otlp";
import { ApiServer } from "../kubernetes/api-server";

/** Patience until what was decided has arrived, in milliseconds. */
const ARRIVAL_MS = 20_000;

const AGENT = "otel-collector";
const GATEWAY = "otel-collector-gateway";

let server: ApiServer | undefined;
afterAll(() => server?.stop(), 60_000);

/** An agent's cluster is a matter of the agent. */
const looksAtPods = ({ topology, pods }: PairwiseSet["choices"]) => pods === "named" && topology === "daemonset";

for (const [name, set] of PAIRWISE) {
  const claim = `the collector takes the config, starts, and exports to every place: ${Object.entries(set.choices)
    .map((choice) => choice.join(" "))
    .join(", ")}`;
  const missing = looksAtPods(set.choices) ? missingMountNamespaces() : undefined;
  if (missing !== undefined) {
    acceptance.notRun("combined options", claim, missing, { tier: "full" });
    continue;
  }
  acceptance(
    "combined options",
    claim,
    async (evidence) => {
      if (set.choices.topology === "gateway") {
        await validate(name, set, evidence);
      }
      await exportsEverywhere(name, set, evidence);
    },
    { tier: "full" },
  );
}

/** The collector's own check of an agent's config. Its start, which takes two tiers, is proved elsewhere. */
async function validate(name: PairwiseName, { pair }: PairwiseSet, evidence: Evidence): Promise<void> {
  const { config, environment } = render(pair.chart, await handedValues(name, pair, evidence, AGENT));
  const { path } = await install(`collector-${pair.collector}`);
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-pairwise-"));
  try {
    const file = join(directory, "relay.yaml");
    writeFileSync(file, JSON.stringify(config));
    await run(path, ["validate", `--config=${file}`], {
      environment: { ...environment, MY_POD_IP: "127.0.0.1", K8S_NODE_NAME: "node-1" },
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Starts the collector that samples, and looks for failed traces everywhere. */
async function exportsEverywhere(
  name: PairwiseName,
  { pair, choices }: PairwiseSet,
  evidence: Evidence,
): Promise<void> {
  const port = await freePort();
  const kubelet = new Kubelet({});
  const backend = choices.backend === "http" ? await httpBackend(port) : await grpcBackend(port);
  try {
    if (looksAtPods(choices)) {
      server ??= await ApiServer.start();
    }
    const pods =
      server && looksAtPods(choices) ? await NamedPods.in(server, { setting: name, pair, evidence }) : undefined;
    const collector = await startedCollector(name, pair, evidence, {
      release: choices.topology === "gateway" ? GATEWAY : AGENT,
      kubelet,
      pod: "otel-collector-1",
      ...pods?.spot,
      backends: new Map([[BACKEND, choices.backend === "http" ? `http://127.0.0.1:${port}` : `127.0.0.1:${port}`]]),
    });
    const xray = choices.xray === "otlp" ? new XrayOtlp(collector.toXRay) : undefined;
    const sent = traces(3).failed().having(SECRET).now();
    await collector.send(sent);
    const ids = sent.map(({ id }) => id);
    const spans = ids.length * 2;
    const exported = {
      xray: async () =>
        choices.xray === "none" || (xray ? xray.taken : (await collector.arrived(ids)).size * 2) === spans,
      backend: async () => choices.backend === "none" || spanCount(backend, ids) === spans,
      metrics: async () => choices.metrics !== "of spans" || collector.toPrometheus.requests.length > 0,
    };
    for (const [place, isThere] of Object.entries(exported)) {
      if (!(await eventually(async () => ((await isThere()) ? true : undefined), { within: ARRIVAL_MS }))) {
        throw collector.error(`what was sent is not complete in ${place}`);
      }
    }
    expectNothingElse(collector, backend, choices);
  } finally {
    kubelet.remove();
    backend.stop();
  }
}

/** Nothing is where nothing was asked for, and what is redacted is not in what is. */
function expectNothingElse(
  collector: Collector,
  backend: OtlpBackend,
  { topology, xray, redaction }: PairwiseSet["choices"],
): void {
  if (xray === "none") {
    expect(collector.toXRay.requests).toEqual([]);
  }
  // In two tiers it is the agents who redact, and here is a gateway.
  const isRedacted = redaction === "on" && topology === "daemonset";
  const isShown = backend.requests.some(({ body }) => body.includes(SECRET["enduser.id"]));
  expect(isShown).toBe(backend.requests.length > 0 && !isRedacted);
}
