import { collectorCase } from "../harness/collector-case";
import { encodedGauge } from "../harness/metrics";
import { eventually } from "../harness/program";
import { signatureScope } from "../harness/recorder";
import { AMP_ENDPOINT } from "../harness/settings-under-test";

const gauge = encodedGauge({ name: "cart_size", value: 3, attributes: {}, resource: { "service.name": "checkout" } });

collectorCase("metrics are written to the workspace's path, signed for service aps in the workspace's region", {
  artefact: "metrics pipeline",
})
  .given("with metrics")
  .expect(async (collector) => {
    const { sender, toPrometheus } = collector;
    expect(await sender.sendBytes("metrics", gauge, "gRPC")).toMatchObject({ code: "OK" });
    expect(await sender.sendBytes("metrics", gauge, "HTTP")).toMatchObject({ code: "OK" });

    const request = await eventually(async () => toPrometheus.requests[0], { within: 10_000 });
    if (!request) {
      throw collector.error("no metrics were written within 10 s");
    }
    expect(request.path).toBe(new URL(AMP_ENDPOINT).pathname);
    expect(signatureScope(request)).toEqual({ region: "eu-west-1", service: "aps" });
  });
