import { collectorCase } from "../harness/collector-case";
import { encodedGauge } from "../harness/metrics";
import { eventually } from "../harness/program";
import { Prometheus } from "../harness/prometheus";
import { signatureScope } from "../harness/recorder";
import { CLUSTER } from "../harness/settings-under-test";

collectorCase("a metric is found by a query, with its resource attributes and the cluster's name as labels", {
  artefact: "metrics pipeline",
  tier: "full",
})
  .given("with metrics")
  .expect(async (collector, { ranIn }) => {
    const prometheus = await Prometheus.start();
    try {
      ranIn("Prometheus", prometheus.version);
      collector.toPrometheus.target = () => prometheus.remoteWriteUrl;
      const resource = { "service.name": "checkout", "deployment.environment.name": "production" };
      const gauge = encodedGauge({ name: "cart_size", value: 3, attributes: { currency: "EUR" }, resource });
      expect(await collector.sender.sendBytes("metrics", gauge, "gRPC")).toMatchObject({ code: "OK" });

      const found = await eventually(async () => (await prometheus.query('cart_size{service_name="checkout"}')).at(0), {
        within: 15_000,
      });
      if (!found) {
        throw collector.error("the metric was not found within 15 s");
      }
      expect(found.value).toBe(3);
      expect(found.labels).toMatchObject({
        currency: "EUR",
        service_name: "checkout",
        deployment_environment_name: "production",
        cluster_name: CLUSTER,
        k8s_cluster_name: CLUSTER,
      });
      expect(collector.toPrometheus.requests.map(signatureScope)).toContainEqual({
        region: "eu-west-1",
        service: "aps",
      });
    } finally {
      await prometheus.stop();
    }
  });
