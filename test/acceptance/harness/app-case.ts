import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { frameworks } from "../../../src/apps/frameworks";
import type { EksOtelTracingProjectOptions, ExampleApp as Framework } from "../../../src/options";
import { acceptance, type Evidence, type Tier } from "../acceptance";
import { CertificateAuthority, missingOpenssl } from "./certificate-authority";
import type { Collector } from "./collector";
import { collectorCase, onEveryPair, startedCollector } from "./collector-case";
import { call, ExampleApp, type Service } from "./example-app";
import { Kubelet } from "./kubelet";
import { optionsOf } from "./settings-under-test";
import type { Segment } from "./xray";

/** A service of a framework's example. */
type ServiceName = `${Framework}-${"checkout" | "payments"}`;

/** What is claimed of the services that call each other. */
interface Claim {
  readonly artefact: string;
  readonly claim: string;
  readonly tier: Tier;
  /** The services, each of which calls the next. */
  readonly services: readonly ServiceName[];
}

/** How the services send. */
interface Sending {
  readonly options: EksOtelTracingProjectOptions;
  /** @default none: in the clear */
  readonly caFile?: string;
}

/** The claim about one framework's example: two services of it. */
export function appCase(framework: Framework, artefact: string, tier: Tier): void {
  servicesCase({
    artefact,
    claim:
      "the generated application's failed and slow requests are in X-Ray with both services' names, what is in flight at its end too",
    tier,
    services: [`${framework}-checkout`, `${framework}-payments`],
  });
}

/** A failed and a slow request run through services, are in X-Ray as one trace each, and an ordinary one is not. */
function servicesCase({ artefact, claim, tier, services }: Claim): void {
  collectorCase(claim, { artefact, tier })
    .given("nothing ordinary")
    .expect((collector, evidence) => prove(services, collector, evidence, { options: {} }));
}

/** The same of services that send over TLS, with what is generated for that. */
export function servicesOverTlsCase({ artefact, claim, tier, services }: Claim): void {
  const missing = missingOpenssl();
  if (missing !== undefined) {
    acceptance.notRun(artefact, claim, missing, { tier });
    return;
  }
  onEveryPair(
    claim,
    async ({ pair, evidence }) => {
      const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-ca-"));
      const ca = new CertificateAuthority("applications");
      const caFile = join(directory, "ca.crt");
      writeFileSync(caFile, ca.certificate);
      const options = optionsOf("over TLS", pair);
      const serverName = "otel-collector.tracing.svc.cluster.local";
      const kubelet = new Kubelet({ "otel-tls": ca.server(serverName) });
      try {
        const spot = { kubelet, tls: { ca: ca.certificate, serverName } };
        const collector = await startedCollector("over TLS", pair, evidence, spot);
        await prove(services, collector, evidence, { options, caFile });
      } finally {
        kubelet.remove();
        rmSync(directory, { recursive: true, force: true });
      }
    },
    { artefact, tier },
  );
}

async function prove(
  services: readonly ServiceName[],
  collector: Collector,
  evidence: Evidence,
  sending: Sending,
): Promise<void> {
  const running = await start(services, collector, evidence, sending);
  try {
    const [first] = running.services;
    // The first request of a process may well be a slow one.
    await call(first, "/checkout");
    const ordinary = await call(first, "/checkout");
    const failed = await call(first, "/checkout?fail=1");
    const slow = call(first, "/checkout?slow=1");
    await new Promise((resolve) => setTimeout(resolve, 300));
    // The slow request is still in flight, and all spans are still in the SDKs' buffers.
    for (const { program } of running.services) {
      await program.stop();
    }
    const { id: slowId, status: slowStatus } = await slow;
    expect([ordinary.status, failed.status, slowStatus]).toEqual([200, 500, 200]);
    await collector.decided();

    expect(await segmentsOf(collector, ordinary.id)).toEqual([]);

    const ofFailed = await segmentsOf(collector, failed.id);
    const called = services.map((name, position) => [name, services[position - 1]]);
    expect(Object.fromEntries(ofFailed.map(({ name, caller }) => [name, caller]))).toEqual(Object.fromEntries(called));
    expect(ofFailed.map(({ name }) => name)).toEqual([...services].sort());
    expect(ofFailed.map(({ fault }) => fault)).toEqual(services.map(() => true));
    const shown = ofFailed.map(({ name, http }) => ({
      name,
      method: http?.request?.method,
      status: http?.response?.status,
    }));
    expect(shown).toEqual([...services].sort().map((name) => ({ name, ...httpSection(name, collector) })));

    const ofSlow = await segmentsOf(collector, slowId);
    expect(ofSlow.map(({ name }) => name)).toEqual([...services].sort());
    for (const { start_time, end_time } of ofSlow) {
      expect(end_time - start_time).toBeGreaterThanOrEqual(0.7);
    }
    for (const service of running.services) {
      expect(service.program.log).toContain(failed.id);
    }
  } finally {
    running.remove();
  }
}

/** What X-Ray shows of a failed call. The older collector knows the older names of HTTP attributes alone, as the README says. */
function httpSection(service: ServiceName, { version }: Collector): { method?: string; status?: number } {
  const [framework] = service.split("-") as [Framework];
  const [{ newHttpAttributes }] = frameworks([framework]);
  return version === "0.92.0" && newHttpAttributes ? {} : { method: "GET", status: 500 };
}

async function start(
  names: readonly ServiceName[],
  collector: Collector,
  { ranIn }: Evidence,
  { options, caFile }: Sending,
) {
  const apps = new Map<Framework, ExampleApp>();
  const services: Service[] = [];
  const remove = () => {
    for (const { program } of services) {
      program.kill();
    }
    for (const app of apps.values()) {
      app.remove();
    }
  };
  try {
    let calls: string | undefined;
    for (const name of [...names].reverse()) {
      const [framework, role] = name.split("-") as [Framework, string];
      const app = apps.get(framework) ?? (await ExampleApp.install(framework, options));
      apps.set(framework, app);
      ranIn(...app.program);
      const service = await app.start(name, collector.places.grpcPort, calls, { caFile });
      services.unshift(service);
      calls = `${service.url}/${role}`;
    }
    return { services, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A service's part of a trace. */
interface ServiceSegment extends Segment {
  /** Name of the service that called this one, when it is part of the trace. */
  readonly caller: string | undefined;
}

/** The services' own segments of a trace, by their names. */
async function segmentsOf(collector: Collector, id: string): Promise<ServiceSegment[]> {
  const documents = (await collector.arrived([id])).get(id) ?? [];
  const parents = new Map(documents.map((document) => [document.id, document]));
  const isService = ({ type }: Segment) => type !== "subsegment";
  const callerOf = ({ parent_id }: Segment): string | undefined => {
    const parent = parents.get(parent_id ?? "");
    return parent === undefined || isService(parent) ? parent?.name : callerOf(parent);
  };
  return documents
    .filter(isService)
    .map((segment) => ({ ...segment, caller: callerOf(segment) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
