import { serviceHost } from "../../collector/endpoints";
import { caConfigMap } from "../../collector/environment-view";
import { collectorFacts } from "../../collector/facts/collector-facts";
import { markdownCode } from "../../markdown-code";
import type { Settings } from "../../settings/settings";
import { gatewayTier, samplingTier } from "../../settings/tiers";
import type { View } from "../../template";
import { calledServices } from "../../terraform/vpc-endpoint-services";

/** Until a renewed Secret is in effect, in minutes: the kubelet's synchronisation and cache, and the collector's interval. */
const RENEWAL_MINUTES = 4;

/** Certificates, and what a sender has to trust. */
export function tlsSection(settings: Settings): View {
  const { collector, gateway, namespace, egress } = settings;
  const tier = gatewayTier(settings);
  const between = tier && gateway.tls;
  return {
    telemetrygenTls: collector.tls === undefined ? "--otlp-insecure" : "--otlp-insecure-skip-verify",
    receiverTls:
      collector.tls === undefined
        ? []
        : [
            {
              secret: collector.tls.secretName,
              dnsName: serviceHost(collector.releaseName, namespace),
              minutes: RENEWAL_MINUTES,
              ca: caConfigMap(settings),
            },
          ],
    gatewayTls:
      between === undefined
        ? []
        : [
            {
              secret: between.secretName,
              dnsName: serviceHost(tier?.releaseName ?? "", namespace),
              minutes: RENEWAL_MINUTES,
              mutual: between.clientSecretName === undefined ? [] : [{ clientSecret: between.clientSecretName }],
            },
          ],
    ownLists:
      settings.otlpQueue.persistent ||
      settings.otlpExporters.some(({ headers }) => headers.length > 0) ||
      settings.spanMetrics.enabled ||
      [collector.tls, between, egress.httpsProxy, egress.caConfigMapName].some((one) => one !== undefined) ||
      egress.privateCluster ||
      settings.kubernetesAttributes.enabled,
  };
}

/** How the collector leaves the cluster: proxy, CA, private endpoints. */
export function egressSection(settings: Settings): View {
  const { egress, collectorVersion } = settings;
  const { httpsProxy, caConfigMapName } = egress;
  if (httpsProxy === undefined && caConfigMapName === undefined) {
    return { egress: [], ...privateSection(settings) };
  }
  const { readsNoProxy } = collectorFacts(collectorVersion);
  const who = samplingTier(settings).role === "gateway" ? "The gateway" : "The collector";
  return {
    egress: [
      {
        proxy:
          httpsProxy === undefined
            ? []
            : [
                {
                  who,
                  ignoresNoProxy: !readsNoProxy && settings.xray.export === "awsxray",
                  closed: settings.networkPolicy.enabled,
                  asksSts: calledServices(settings).some(({ service }) => service === "sts"),
                },
              ],
        ca: caConfigMapName === undefined ? [] : [{ configMap: caConfigMapName }],
      },
    ],
    ...privateSection(settings),
  };
}

function privateSection(settings: Settings): View {
  const called = calledServices(settings).map(({ service, what }) => ({ service, what }));
  const count = ["none", "one", "two", "three", "four"][called.length];
  return {
    calledServices: called.map(({ service }) => markdownCode(service)).join(" and "),
    private: settings.egress.privateCluster ? [{ called, count, calls: called.length > 0 }] : [],
  };
}
