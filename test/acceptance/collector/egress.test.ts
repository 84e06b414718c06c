import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { acceptance } from "../acceptance";
import { CertificateAuthority, missingOpenssl } from "../harness/certificate-authority";
import type { Spot } from "../harness/collector";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { missingMountNamespaces, writeHosts } from "../harness/hosts-file";
import { Kubelet } from "../harness/kubelet";
import { encodedGauge } from "../harness/metrics";
import { eventually } from "../harness/program";
import { AMP_ENDPOINT, type SettingName } from "../harness/settings-under-test";
import { TlsProxy } from "../harness/tls-proxy";
import { traces } from "../harness/traces";

const CLAIM =
  "the collector reaches X-Ray, STS and Amazon Managed Service for Prometheus through the proxy alone, and trusts the CA by which that inspects TLS; in a private cluster STS is that of the region; with another CA it writes nothing, and for what no_proxy names the proxy is not asked";

const XRAY = "xray.eu-central-1.amazonaws.com";

/** Patience with what a collector says or writes, in milliseconds. */
const PATIENCE_MS = 30_000;

const gauge = encodedGauge({ name: "cart_size", value: 3, attributes: {}, resource: { "service.name": "checkout" } });

const missing = missingOpenssl() ?? missingMountNamespaces();
if (missing !== undefined) {
  acceptance.notRun("collector config", CLAIM, missing, { tier: "full" });
} else {
  onEveryPair(
    CLAIM,
    async ({ pair, emulator, evidence }) => {
      const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-egress-"));
      const ca = new CertificateAuthority("proxy");
      const proxy = await TlsProxy.start(ca, emulator.url);
      const kubelets: Kubelet[] = [];
      const started = (setting: SettingName, trusted: CertificateAuthority, spot: Spot = {}) => {
        const kubelet = new Kubelet({ "acme-ca": { "ca.crt": trusted.certificate } });
        kubelets.push(kubelet);
        return startedCollector(setting, pair, evidence, { kubelet, proxy, ...spot });
      };
      try {
        const tokenFile = join(directory, "token");
        writeFileSync(tokenFile, "of a service account");
        const through = await started("through a proxy", ca, { tokenFile });
        const sent = traces(10).failed().now();
        await through.send(sent);
        await through.decided();
        expect((await through.arrived(sent.map(({ id }) => id))).size).toBe(sent.length);
        expect(await through.sender.sendBytes("metrics", gauge, "gRPC")).toMatchObject({ code: "OK" });
        const { host, pathname } = new URL(AMP_ENDPOINT);
        const written = async () => (proxy.passed.includes(host + pathname) ? true : undefined);
        expect(await eventually(written, { within: PATIENCE_MS })).toBe(true);
        expect([...new Set(proxy.asked)].sort()).toEqual([
          `${host}:443`,
          "sts.eu-central-1.amazonaws.com:443",
          // Credentials for the metrics come from the workspace's region.
          "sts.eu-west-1.amazonaws.com:443",
          `${XRAY}:443`,
        ]);
        await through.stop();

        const distrusting = await started("through a proxy", new CertificateAuthority("other"));
        const lost = traces(1).failed().now();
        await distrusting.send(lost);
        await expectSaid(distrusting.program, /certificate signed by unknown authority/);
        expect((await distrusting.arrived(lost.map(({ id }) => id))).size).toBe(0);
        await distrusting.stop();

        proxy.asked.length = 0;
        const hostsFile = join(directory, "hosts");
        writeHosts(hostsFile, XRAY, ["127.0.0.1"]);
        const past = await started("past a proxy", ca, { hostsFile, tokenFile });
        await past.send(traces(1).failed().now());
        if (pair.collector === "0.92.0") {
          // Its exporter does not read NO_PROXY, as the README of the generated module says.
          const asked = async () => (proxy.asked.includes(`${XRAY}:443`) ? true : undefined);
          expect(await eventually(asked, { within: PATIENCE_MS })).toBe(true);
          // What a private cluster is spared by AWS_STS_REGIONAL_ENDPOINTS.
          expect(proxy.asked).toContain("sts.amazonaws.com:443");
        } else {
          await expectSaid(past.program, /127\.0\.0\.1:443: connect: connection refused/);
          expect(proxy.asked).not.toContain(`${XRAY}:443`);
        }
      } finally {
        proxy.stop();
        for (const kubelet of kubelets) {
          kubelet.remove();
        }
        rmSync(directory, { recursive: true, force: true });
      }
    },
    { tier: "full" },
  );
}

/** Waits until a program has said something. */
async function expectSaid(
  program: { readonly log: string; error(message: string): Error },
  what: RegExp,
): Promise<void> {
  if (!(await eventually(async () => (what.test(program.log) ? true : undefined), { within: PATIENCE_MS }))) {
    throw program.error(`it did not say ${what}`);
  }
}
