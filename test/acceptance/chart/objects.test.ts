import { PAIRS, type SettingName } from "../harness/settings-under-test";
import { ApiServer } from "../kubernetes/api-server";
import { podsOf } from "../kubernetes/pods";
import { chartCase } from "./charts";
import { NAMESPACE, RELEASE, type RenderedChart, renderChart } from "./rendered-chart";

let server: ApiServer | undefined;
afterAll(() => server?.stop(), 60_000);

for (const pair of [PAIRS.default, PAIRS.newest]) {
  const version = pair.chart;
  chartCase(
    `chart ${version} makes a Service that keeps OTLP on the node, and opens no port of the node`,
    async (evidence) => {
      const chart = await renderChart("as in the article", pair, evidence);
      const { metadata, spec } = only(chart, "Service");
      expect(metadata.name).toBe(RELEASE);
      expect(spec.internalTrafficPolicy).toBe("Local");
      expect(spec.ports.map(({ port, targetPort }: any) => [port, targetPort]).sort()).toEqual([
        [4317, 4317],
        [4318, 4318],
      ]);
      const { hostNetwork, containers } = only(chart, "DaemonSet").spec.template.spec;
      expect(hostNetwork ?? false).toBe(false);
      expect(containers[0].ports.map(({ containerPort }: any) => containerPort).sort()).toEqual([4317, 4318]);
      expect(containers[0].ports.filter((port: any) => "hostPort" in port)).toEqual([]);
    },
  );

  chartCase(
    `chart ${version} makes the service account that the role trusts, and pods that use it`,
    async (evidence) => {
      const chart = await renderChart("as in the article", pair, evidence);
      const { metadata } = only(chart, "ServiceAccount");
      expect(metadata.name).toBe(RELEASE);
      expect(Object.keys(metadata.annotations)).toEqual(["eks.amazonaws.com/role-arn"]);
      expect(metadata.annotations["eks.amazonaws.com/role-arn"]).toMatch(/^arn:aws:iam::123456789012:role\//);
      const daemonSet = only(chart, "DaemonSet");
      expect(daemonSet.metadata.name).toBe(`${RELEASE}-agent`);
      expect(daemonSet.spec.template.spec.serviceAccountName).toBe(RELEASE);
    },
  );

  chartCase(
    `chart ${version} makes pods of the collector that is chosen, without privileges, on every node, replaced before they stop`,
    async (evidence) => {
      const chart = await renderChart("as in the article", pair, evidence);
      const { updateStrategy, template } = only(chart, "DaemonSet").spec;
      const { securityContext, tolerations, containers } = template.spec;
      expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      expect(containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
      expect(tolerations).toEqual([{ operator: "Exists" }]);
      expect(updateStrategy).toEqual({ type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
      expect(template.spec.terminationGracePeriodSeconds).toBe(version === "0.78.0" ? undefined : 40);
      expect(containers[0].image).toBe(
        `ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:${pair.collector}`,
      );
    },
  );

  chartCase(
    `the API server takes what chart ${version} makes, and a restricted namespace its pods`,
    async (evidence) => {
      const { objects } = await renderChart("with metrics", pair, evidence);
      server ??= await ApiServer.start();
      await server.createRestrictedNamespace(`${NAMESPACE}-${version.replaceAll(".", "-")}`);
      const namespace = `${NAMESPACE}-${version.replaceAll(".", "-")}`;
      const movable = objects.map(({ metadata: { namespace: _, ...metadata }, ...object }) => ({
        ...object,
        metadata,
      }));
      await server.check(namespace, movable);
      await server.check(namespace, podsOf(movable));
      server.nameIn(evidence.ranIn);
    },
  );
}

for (const pair of [PAIRS.default, PAIRS.newest]) {
  const version = pair.chart;
  chartCase(
    `chart ${version} makes two tiers of two releases whose names differ, and the API server takes both, with the autoscaler that an option adds`,
    async (evidence) => {
      const agents = await renderChart("agents that watch", pair, evidence);
      const gateway = await renderChart("agents that watch", pair, evidence, `${RELEASE}-gateway`);
      expect(named(agents)).toEqual([
        expect.stringMatching(/^ClusterRole .+-otel-collector$/),
        expect.stringMatching(/^ClusterRoleBinding .+-otel-collector$/),
        "ConfigMap otel-collector-agent",
        "DaemonSet otel-collector-agent",
        "Service otel-collector",
        "ServiceAccount otel-collector",
      ]);
      expect(named(gateway)).toEqual([
        "ConfigMap otel-collector-gateway",
        "Deployment otel-collector-gateway",
        "PodDisruptionBudget otel-collector-gateway",
        "Service otel-collector-gateway",
        "ServiceAccount otel-collector-gateway",
      ]);
      const scaled = await renderChart("gateways that follow the load", pair, evidence, `${RELEASE}-gateway`);
      const { scaleTargetRef, minReplicas, maxReplicas } = only(scaled, "HorizontalPodAutoscaler").spec;
      expect([scaleTargetRef.name, minReplicas, maxReplicas]).toEqual([`${RELEASE}-gateway`, 3, 6]);
      // Or each upgrade of the release would set the number back.
      expect(only(scaled, "Deployment").spec.replicas).toBeUndefined();
      expect(only(agents, "ServiceAccount").metadata.annotations).toBeUndefined();
      expect(only(agents, "Service").spec.internalTrafficPolicy).toBe("Local");
      expect(only(gateway, "Service").spec.clusterIP).toBe("None");
      expect(only(gateway, "Service").spec.ports.map(({ port }: any) => port)).toEqual([4317]);
      const { replicas, template } = only(gateway, "Deployment").spec;
      expect(template.spec.containers[0].ports.map(({ containerPort }: any) => containerPort)).toEqual([4317]);
      expect(replicas).toBe(3);
      // What the constraints select has to be what the pods are.
      for (const { labelSelector } of template.spec.topologySpreadConstraints) {
        expect(template.metadata.labels).toMatchObject(labelSelector.matchLabels);
      }
      expect(template.spec.terminationGracePeriodSeconds).toBe(version === "0.78.0" ? undefined : 32);

      server ??= await ApiServer.start();
      const namespace = `tiers-${version.replaceAll(".", "-")}`;
      await server.createRestrictedNamespace(namespace);
      const scaler = scaled.objects.filter(({ kind }) => kind === "HorizontalPodAutoscaler");
      const movable = [...agents.objects, ...gateway.objects, ...scaler].map(
        ({ metadata: { namespace: _, ...rest }, ...object }) => ({
          ...object,
          metadata: rest,
        }),
      );
      // Of every headless Service this API server says that it ignores an affinity, which nobody asked for.
      const isHeadless = ({ spec }: any) => spec?.clusterIP === "None";
      await server.apply(namespace, movable.filter(isHeadless));
      await server.check(
        namespace,
        movable.filter((object) => !isHeadless(object)),
      );
      await server.check(namespace, podsOf(movable));
      server.nameIn(evidence.ranIn);
    },
  );
}

/** Settings that give a pod files and variables, the release, and the volumes that it has to have. */
const MOUNTING: readonly [setting: SettingName, release: string, volumes: string[]][] = [
  ["a gateway over mutual TLS", RELEASE, ["client-certificate", "gateway-ca", "server-certificate"]],
  ["a gateway over mutual TLS", `${RELEASE}-gateway`, ["client-ca", "server-certificate"]],
  ["through a proxy", RELEASE, ["trusted-ca"]],
];

for (const pair of [PAIRS.default, PAIRS.newest]) {
  chartCase(
    `chart ${pair.chart} mounts certificates and CAs read-only, for the group of a pod that a restricted namespace takes, beside a proxy for those who write to AWS`,
    async (evidence) => {
      server ??= await ApiServer.start();
      const namespace = `mounted-${pair.chart.replaceAll(".", "-")}`;
      await server.createRestrictedNamespace(namespace);
      for (const [setting, release, volumes] of MOUNTING) {
        const { objects } = await renderChart(setting, pair, evidence, release);
        const [workload] = objects.filter(({ kind }) => ["DaemonSet", "Deployment"].includes(kind));
        const { securityContext, containers, volumes: all } = workload.spec.template.spec;
        expect(securityContext.fsGroup).toBe(10001);
        const added = containers[0].volumeMounts.filter(({ mountPath }: any) => mountPath.startsWith("/etc/otelcol/"));
        expect(added.map(({ name }: any) => name).sort()).toEqual(volumes);
        for (const { name, readOnly } of added) {
          const { secret, configMap } = all.find((volume: any) => volume.name === name);
          expect([name, readOnly, (secret ?? configMap).defaultMode]).toEqual([name, true, 0o440]);
        }
        const variables = containers[0].env.map(({ name }: any) => name);
        expect(variables.includes("HTTPS_PROXY")).toBe(setting === "through a proxy");
        const movable = [workload].map(({ metadata: { namespace: _, ...metadata }, ...object }) => ({
          ...object,
          metadata,
        }));
        await server.check(namespace, movable);
        await server.check(namespace, podsOf(movable));
      }
      server.nameIn(evidence.ranIn);
    },
  );
}

/** Kind and name of every object. */
function named({ objects }: RenderedChart): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}

/** The one object of its kind. */
function only({ objects }: RenderedChart, kind: string): any {
  const found = objects.filter((object) => object.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
}
