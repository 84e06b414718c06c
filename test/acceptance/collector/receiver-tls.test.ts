import { acceptance } from "../acceptance";
import { CertificateAuthority, missingOpenssl } from "../harness/certificate-authority";
import type { Collector } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { Kubelet } from "../harness/kubelet";
import type { Protocol, SenderTls } from "../harness/otlp-sender";
import { traces } from "../harness/traces";

const CLAIM =
  "with a certificate traces arrive over TLS, by gRPC and by HTTP; nothing is taken in the clear, a sender that trusts another CA sends nothing, and a renewed certificate is taken up without a restart";

const PROTOCOLS: readonly Protocol[] = ["gRPC", "HTTP"];

/** Of the Service, in the namespace that the option has by default. */
const SERVICE = "otel-collector.tracing.svc.cluster.local";

/** Longer than the interval at which a test's collector reads its certificate again, in milliseconds. */
const RENEWED_MS = 1500;

const missing = missingOpenssl();
if (missing !== undefined) {
  acceptance.notRun("collector config", CLAIM, missing);
} else {
  onEveryPair(CLAIM, async ({ pair, evidence }) => {
    const [ca, other] = [new CertificateAuthority("one"), new CertificateAuthority("other")];
    const kubelet = new Kubelet({ "otel-tls": ca.server(SERVICE) });
    const trusting = (authority: CertificateAuthority, serverName = SERVICE): SenderTls => ({
      ca: authority.certificate,
      serverName,
    });
    try {
      const collector = await startedCollector("over TLS", pair, evidence, { kubelet, tls: trusting(ca) });
      const sent = PROTOCOLS.map((protocol) => ({ protocol, traces: traces(20).failed().now() }));
      for (const { protocol, traces } of sent) {
        await collector.send(traces, protocol);
      }
      await collector.decided();
      for (const { protocol, traces } of sent) {
        const arrived = await collector.arrived(traces.map(({ id }) => id));
        expect([protocol, arrived.size]).toEqual([protocol, traces.length]);
      }

      expect(await answers(collector, undefined)).toEqual(["UNAVAILABLE", "refused"]);
      expect(await answers(collector, trusting(other))).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
      expect(await answers(collector, trusting(ca, "elsewhere.example.com"))).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
      expect(await answers(collector, trusting(ca))).toEqual(["OK", "OK"]);

      kubelet.renew("otel-tls", other.server(SERVICE));
      await new Promise((resolve) => setTimeout(resolve, RENEWED_MS));
      expect(await answers(collector, trusting(other))).toEqual(["OK", "OK"]);
      expect(await answers(collector, trusting(ca))).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
    } finally {
      kubelet.remove();
    }
  });
}

/** What is answered to a sender that knows this much of TLS, by gRPC and by HTTP. */
async function answers(collector: Collector, tls: SenderTls | undefined): Promise<string[]> {
  const sender = collector.senderWith(tls);
  const [{ root }] = traces(1).now();
  try {
    // Go answers a request in the clear with 400, and a TLS client that gives up with nothing.
    const codes = await Promise.all(PROTOCOLS.map(async (protocol) => (await sender.send([root], protocol)).code));
    return codes.map((code) => (code === "400" ? "refused" : code));
  } finally {
    sender.close();
  }
}
