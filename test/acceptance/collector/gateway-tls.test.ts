import { connect } from "node:tls";
import { CertificateAuthority, missingOpenssl, type TlsSecret } from "../harness/certificate-authority";
import type { Collector } from "../harness/collector";
import { Kubelet } from "../harness/kubelet";
import type { SenderTls } from "../harness/otlp-sender";
import { eventually } from "../harness/program";
import { acrossNodes, traces } from "../harness/traces";
import type { TwoTiers } from "../harness/two-tiers";
import { twoTiersCase } from "../harness/two-tiers-case";
import { wholeTraces } from "../harness/whole-traces";

/** Traces with a span on each of three nodes. */
const TRACES = 100;

/** Patience until what was decided is in X-Ray, in milliseconds. */
const ARRIVAL_MS = 40_000;

/** Longer than the interval at which a test's collector reads its certificate again, in milliseconds. */
const RENEWED_MS = 1500;

/** Of the agents, and of their clients. */
const AGENTS = "otel-collector.tracing.svc.cluster.local";

twoTiersCase(
  "with mutual TLS between the tiers traces are whole; nobody without a certificate of the agents' CA sends to a gateway, not even an agent; and what is renewed is taken up without a restart, another CA of the agents too",
  async (tiers) => {
    const gatewayHost = String(tiers.gatewayHost);
    const { servers, clients, others } = authorities();
    const [gateway] = tiers.gateways;
    await expectWhole(tiers);

    const trusting = { ca: servers.certificate, serverName: gatewayHost };
    expect(await answer(gateway, undefined)).toBe("UNAVAILABLE");
    expect(await answer(gateway, trusting)).toBe("UNAVAILABLE");
    expect(await answer(gateway, { ...trusting, ...showing(others.client(AGENTS)) })).toBe("UNAVAILABLE");
    expect(await answer(gateway, { ...trusting, ...showing(clients.client(AGENTS)) })).toBe("OK");

    const strange = new Kubelet({ ...secrets(gatewayHost), "agent-tls": others.client(AGENTS) });
    const stranger = await tiers.startAgent(strange);
    try {
      const [refused] = acrossNodes(1, 1, "failed");
      await stranger.sendSpans(refused.spans);
      const said = async () =>
        /bad certificate|unknown certificate authority/.test(stranger.program.log) ? true : undefined;
      expect(await eventually(said, { within: ARRIVAL_MS })).toBe(true);
      expect((await wholeTraces(gateway, [refused])).size).toBe(0);
    } finally {
      await stranger.stop();
      strange.remove();
    }

    const before = await shownBy(gateway);
    tiers.kubelet?.renew("gateway-tls", servers.server(gatewayHost));
    tiers.kubelet?.renew("agent-tls", others.client(AGENTS));
    await new Promise((resolve) => setTimeout(resolve, RENEWED_MS));
    expect(await shownBy(gateway)).not.toBe(before);
    expect(await answer(gateway, { ...trusting, ...showing(clients.client(AGENTS)) })).toBe("UNAVAILABLE");
    expect(await answer(gateway, { ...trusting, ...showing(others.client(AGENTS)) })).toBe("OK");

    // To a gateway that is new the agents have to show what they were given meanwhile.
    for (const one of [...tiers.gateways]) {
      await tiers.startGateway();
      await tiers.terminate(one);
    }
    await tiers.resolved();
    await expectWhole(tiers);
  },
  {
    tier: "full",
    setting: "a gateway over mutual TLS",
    missing: missingOpenssl(),
    start: () => ({
      kubelet: (gatewayHost) => new Kubelet(secrets(gatewayHost)),
      tls: { ca: authorities().servers.certificate, serverName: AGENTS },
    }),
  },
);

let made: Readonly<Record<"servers" | "clients" | "others", CertificateAuthority>> | undefined;

/** The CAs of servers, of agents, and of nobody that is known. */
function authorities() {
  made ??= {
    servers: new CertificateAuthority("servers"),
    clients: new CertificateAuthority("clients"),
    others: new CertificateAuthority("others"),
  };
  return made;
}

function secrets(gatewayHost: string) {
  const { servers, clients } = authorities();
  return {
    "otel-tls": servers.server(AGENTS),
    "gateway-tls": servers.server(gatewayHost),
    "agent-tls": clients.client(AGENTS),
  };
}

const showing = (secret: TlsSecret) => ({ certificate: secret["tls.crt"], key: secret["tls.key"] });

/** What a gateway answers to a sender that knows this much of TLS. */
async function answer(gateway: Collector, tls: SenderTls | undefined): Promise<string> {
  const sender = gateway.senderWith(tls);
  try {
    return (await sender.send([traces(1).now()[0].root], "gRPC")).code;
  } finally {
    sender.close();
  }
}

/** The fingerprint of the certificate that a gateway shows. */
function shownBy({ places: { host, grpcPort } }: Collector): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: grpcPort, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

async function expectWhole({ agents, gateways }: TwoTiers): Promise<void> {
  const sent = acrossNodes(TRACES, agents.length, "failed");
  await Promise.all(agents.map((agent, index) => agent.sendSpans(sent.map(({ spans }) => spans[index]))));
  const whole = async () => (await wholeTraces(gateways[0], sent)).size;
  await eventually(async () => ((await whole()) === TRACES ? true : undefined), { within: ARRIVAL_MS, every: 500 });
  expect(await whole()).toBe(TRACES);
}
