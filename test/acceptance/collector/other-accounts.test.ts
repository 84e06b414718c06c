import { acceptance } from "../acceptance";
import { REGION } from "../harness/aws-emulator";
import { missingOpenssl } from "../harness/certificate-authority";
import { onEveryPair, startedCollector } from "../harness/collector-case";
import { encodedGauge } from "../harness/metrics";
import { PodIdentityAgent } from "../harness/pod-identity-agent";
import { POD_IDENTITY_STAND_IN } from "../harness/pod-identity-associations";
import { eventually } from "../harness/program";
import { type RecordedRequest, signedBy } from "../harness/recorder";
import { Sts } from "../harness/sts";
import { traces } from "../harness/traces";

const CLAIM =
  "a collector takes the identity that EKS Pod Identity gives its pod, assumes with it the roles of other accounts, with the external ids that are given, and signs traces and metrics with what it got";

const gauge = encodedGauge({ name: "cart_size", value: 3, attributes: {}, resource: { "service.name": "checkout" } });

const started: { stop(): void }[] = [];
afterEach(() => {
  for (const one of started.splice(0)) {
    one.stop();
  }
});

const problem = missingOpenssl();
if (problem === undefined) {
  onEveryPair(CLAIM, async ({ pair, emulator, evidence }) => {
    const [agent, sts] = await Promise.all([PodIdentityAgent.start(), Sts.start(emulator.url)]);
    started.push(agent, sts);
    const collector = await startedCollector("other accounts", pair, evidence, {
      aws: { ...agent.environment, ...sts.environment },
    });
    await collector.send(traces(1).failed().now());
    expect(await collector.sender.sendBytes("metrics", gauge, "gRPC")).toMatchObject({ code: "OK" });
    const first = async (requests: readonly RecordedRequest[]) => {
      const request = await eventually(async () => requests[0], { within: 20_000 });
      if (request === undefined) {
        throw collector.error("nothing was written within 20 s");
      }
      return request;
    };
    const [toXRay, toPrometheus] = [
      await first(collector.toXRay.requests),
      await first(collector.toPrometheus.requests),
    ];

    const knowsIds = pair.collector !== "0.92.0";
    for (const [host, name, externalId, written] of [
      [`sts.${REGION}.amazonaws.com`, "observability/xray-writer", "shop/traces", toXRay],
      ["sts.eu-west-1.amazonaws.com", "amp-writer", "shop/metrics", toPrometheus],
    ] as const) {
      const roleArn = `arn:aws:iam::210987654321:role/${name}`;
      expect(sts.assumed).toContainEqual({
        host,
        roleArn,
        externalId: knowsIds ? externalId : null,
        signedBy: agent.accessKeyId,
        accessKeyId: expect.stringMatching(/^ASIA/),
      });
      const given = sts.assumed.filter((one) => one.roleArn === roleArn).map(({ accessKeyId }) => accessKeyId);
      expect(given).toContain(signedBy(written));
    }
    evidence.ranIn(...POD_IDENTITY_STAND_IN);
  });
} else {
  acceptance.notRun("collector config", CLAIM, problem);
}
