import { collectorCase } from "../harness/collector-case";
import { encodedGauge } from "../harness/metrics";

const gauge = encodedGauge({ name: "cart_size", value: 3, attributes: {}, resource: { "service.name": "checkout" } });

collectorCase("without a workspace the collector takes no metrics, and says so", { artefact: "metrics pipeline" })
  .given("nothing ordinary")
  .expect(async ({ sender, config }) => {
    expect(config.exporters).not.toHaveProperty("prometheusremotewrite");
    expect(await sender.sendBytes("metrics", gauge, "gRPC")).toMatchObject({ code: "UNIMPLEMENTED" });
    expect(await sender.sendBytes("metrics", gauge, "HTTP")).toMatchObject({ code: "404" });
  });
