import { AMP, agentConfig, generated } from "../generated";

test("an agent takes what the only collector would take, at the same ports, and hands it on undecided", () => {
  const { receivers, processors, service } = agentConfig();
  expect(receivers.otlp.protocols).toEqual({
    grpc: { endpoint: "0.0.0.0:4317" },
    http: { endpoint: "0.0.0.0:4318" },
  });
  expect(processors).toEqual({ memory_limiter: { check_interval: "1s", limit_mib: 400, spike_limit_mib: 100 } });
  expect(service.pipelines).toEqual({
    traces: { receivers: ["otlp"], processors: ["memory_limiter"], exporters: ["load_balancing"] },
  });
});

test("the spans of a trace meet in one gateway", () => {
  const { load_balancing } = agentConfig().exporters;
  expect(load_balancing.routing_key).toBe("traceID");
  expect(load_balancing.resolver).toEqual({
    dns: { hostname: "otel-collector-gateway.tracing.svc.cluster.local", port: "4317", interval: "5s" },
  });
});

/** Tried again within seconds, for five minutes. */
const RETRIED = { enabled: true, initial_interval: "1s", max_interval: "5s", max_elapsed_time: "300s" };

test("what a gateway did not take is routed anew, for five minutes", () => {
  const { routing_key, resolver, ...exporter } = agentConfig({ collectorVersion: "0.115.0" }).exporters.loadbalancing;
  expect(exporter).toEqual({
    sending_queue: { enabled: true, queue_size: expect.any(Number) },
    retry_on_failure: RETRIED,
    protocol: {
      otlp: {
        timeout: "5s",
        tls: { insecure: true },
        sending_queue: { enabled: false },
        retry_on_failure: { enabled: false },
      },
    },
  });
});

test("an older collector knows no such queue, and each address has its own", () => {
  const { loadbalancing } = agentConfig({ collectorVersion: "0.114.0" }).exporters;
  expect(Object.keys(loadbalancing)).toEqual(["routing_key", "resolver", "protocol"]);
  expect(loadbalancing.protocol.otlp).toEqual({
    timeout: "5s",
    tls: { insecure: true },
    sending_queue: { enabled: true, queue_size: expect.any(Number) },
    retry_on_failure: RETRIED,
  });
});

test("with resolver k8s the agents watch the endpoints of the gateway's Service", () => {
  expect(agentConfig({ gateway: { resolver: "k8s" } }).exporters.load_balancing.resolver).toEqual({
    k8s: { service: "otel-collector-gateway.tracing", ports: [4317] },
  });
});

test("metrics of a process go through one gateway, and only with a metrics endpoint", () => {
  expect(Object.keys(agentConfig().exporters)).toEqual(["load_balancing"]);
  const { exporters, service } = agentConfig({}, AMP);
  expect(exporters["load_balancing/metrics"].routing_key).toBe("resource");
  expect(service.pipelines.metrics.exporters).toEqual(["load_balancing/metrics"]);
});

test("without a gateway there is no config of agents", () => {
  expect(Object.keys(generated())).not.toContain("agent-config.yaml.tpl");
  expect(Object.keys(generated({ topology: "gateway" }))).toContain("agent-config.yaml.tpl");
});
