import type { EksOtelTracingProjectOptions } from "../../src/options";
import { ModuleReadme } from "../../src/repository/module-readme";
import { synth } from "./synth";

type Options = EksOtelTracingProjectOptions;

const pages = new Map<Options, string>();

/** Each page once. */
function page(options: Options): string {
  const written = pages.get(options) ?? synth(ModuleReadme, options)["README.md"];
  pages.set(options, written);
  return written;
}

const DEFAULTS: Options = {};
const TWO_TIERS: Options = { topology: "gateway" };
const TEMPO: Options = { otlpExporters: [{ name: "tempo", endpoint: "http://tempo.tracing.svc:4317" }] };
const LOKI: Options = { otlpExporters: [{ name: "loki", endpoint: "http://loki.logs.svc:4317", signals: ["logs"] }] };
const NO_XRAY: Options = { ...TEMPO, xray: { export: "none" } };
const OTLP: Options = { xray: { export: "otlp" } };
const PODS: Options = { identity: "pod-identity" };
const SPAN_METRICS: Options = { spanMetrics: { enabled: true } };
const ATTRIBUTES: Options = { kubernetesAttributes: { enabled: true } };
const PROXY: Options = { egress: { httpsProxy: "http://proxy.example.com:3128" } };
const PRIVATE: Options = { egress: { privateCluster: true } };
const PRIVATE_ALONE: Options = { ...NO_XRAY, ...PRIVATE };
const TLS: Options = { collector: { tls: { secretName: "otel-tls" } } };
const TLS_BEHIND: Options = { ...TWO_TIERS, gateway: { tls: { secretName: "gateway-tls" } } };
const ELSEWHERE: Options = { xray: { roleArn: "arn:aws:iam::210987654321:role/writer" } };

/** What a page says, with these options and not with those. */
const SAYS: [text: string, on: Options, off: Options][] = [
  ["It installs an OpenTelemetry Collector on every node.", DEFAULTS, TWO_TIERS],
  ["It installs OpenTelemetry Collectors in two tiers", TWO_TIERS, DEFAULTS],
  ["is what CloudWatch Transaction Search needs in an account", { xray: { transactionSearchExample: true } }, DEFAULTS],
  ["the name that X-Ray shows.", DEFAULTS, NO_XRAY],
  ["the name that backends show.", NO_XRAY, DEFAULTS],
  ["The collector takes OTLP over TLS alone", TLS, DEFAULTS],
  ["nothing here gives it to them", TLS, { collector: { tls: { secretName: "a", caConfigMapName: "otel-ca" } } }],
  ["the ConfigMap `otel-ca`", { collector: { tls: { secretName: "a", caConfigMapName: "otel-ca" } } }, TLS],
  ["One collector runs on every node, and the Service `otel-collector` sends", DEFAULTS, TWO_TIERS],
  ["An agent runs on every node, and the Service `otel-collector` sends", TWO_TIERS, DEFAULTS],
  ["**Between agents and gateway** is TLS", TLS_BEHIND, TWO_TIERS],
  [
    "it takes spans from nobody else",
    { ...TWO_TIERS, gateway: { tls: { secretName: "a", clientSecretName: "b" } } },
    TLS_BEHIND,
  ],
  ["The agents have no rights at all.", TWO_TIERS, DEFAULTS],
  ["EKS Pod Identity gives the role to the pods", PODS, DEFAULTS],
  ["### Writing to another account", ELSEWHERE, DEFAULTS],
  ["write traces, and with `amp_remote_write_endpoint` also metrics to that one workspace", DEFAULTS, NO_XRAY],
  ["write traces, and with `amp_remote_write_endpoint` also metrics to that one workspace", DEFAULTS, ELSEWHERE],
  ["A collector that can't assume `amp_role_arn` does not start", { amp: ELSEWHERE.xray }, ELSEWHERE],
  ["through the proxy `https_proxy`: X-Ray, Amazon Managed Service", PROXY, { ...PROXY, ...NO_XRAY }],
  ["Agents have no proxy", { ...PROXY, ...TWO_TIERS }, PROXY],
  ["The network policy opens the proxy's port", { ...PROXY, networkPolicy: { enabled: true } }, PROXY],
  ["does not read `no_proxy`", { ...PROXY, collectorVersion: "0.92.0" }, PROXY],
  ["### The way to AWS", PROXY, DEFAULTS],
  ["It trusts the CAs in `ca.crt`", { egress: { caConfigMapName: "proxy-ca" } }, PROXY],
  ["### Without a way to the internet", PRIVATE, DEFAULTS],
  ["are what the collector itself calls, and the default of `vpc_endpoint_services`", PRIVATE, PRIVATE_ALONE],
  ["The collector itself calls no service of AWS", PRIVATE_ALONE, PRIVATE],
  ["Security Token Service of the region, not from the global one", PRIVATE, { ...PRIVATE, ...PODS }],
  ["from the\nEKS Pod Identity Agent on each node", { ...PRIVATE, ...PODS }, PRIVATE],
  ["Credentials come from the", PRIVATE, PRIVATE_ALONE],
  ["It makes no metrics from spans.", DEFAULTS, SPAN_METRICS],
  ["### Metrics of spans", SPAN_METRICS, DEFAULTS],
  ["- **Bounds.**", SPAN_METRICS, { ...SPAN_METRICS, collectorVersion: "0.92.0" }],
  ["- **No bound.**", { ...SPAN_METRICS, collectorVersion: "0.92.0" }, SPAN_METRICS],
  [
    "**Series without spans** end after 30 minutes",
    { spanMetrics: { enabled: true, expireAfterMinutes: 30 } },
    SPAN_METRICS,
  ],
  [
    "**Series without spans** are written as long",
    SPAN_METRICS,
    { spanMetrics: { enabled: true, expireAfterMinutes: 30 } },
  ],
  ["- **Exemplars**", { spanMetrics: { enabled: true, exemplars: true } }, SPAN_METRICS],
  ["### X-Ray by OTLP", OTLP, DEFAULTS],
  ["`xray.transactionSearchExample` generates", OTLP, { xray: { export: "otlp", transactionSearchExample: true } }],
  ["has what it takes, its price", { xray: { export: "otlp", transactionSearchExample: true } }, OTLP],
  ["A collector that stops loses what its queue holds", OTLP, { ...OTLP, otlpQueue: { persistent: true } }],
  ["What is more than 5 MB goes in several", OTLP, { ...OTLP, collectorVersion: "0.92.0" }],
  ["They stay below 5 MB with spans of up to", { ...OTLP, collectorVersion: "0.92.0" }, OTLP],
  ["### Further backends", TEMPO, OTLP],
  ["- **A collector that stops** loses", TEMPO, { ...TEMPO, otlpQueue: { persistent: true } }],
  ["- **A container that is killed**", { ...TEMPO, otlpQueue: { persistent: true } }, TEMPO],
  ["- **X-Ray itself has no queue.**", TEMPO, NO_XRAY],
  ["- **Logs** are those that applications send", LOKI, TEMPO],
  [
    "- **Secrets** are in the module's namespace before",
    {
      otlpExporters: [
        {
          name: "tempo",
          endpoint: "https://tempo.example.com:4317",
          headers: [{ header: "authorization", secretName: "tempo", secretKey: "token" }],
        },
      ],
    },
    TEMPO,
  ],
  ["### Which pod it comes from", ATTRIBUTES, DEFAULTS],
  ["In X-Ray they are", ATTRIBUTES, { ...ATTRIBUTES, ...OTLP }],
  ["may lack `k8s.deployment.name`", { ...ATTRIBUTES, collectorVersion: "0.92.0" }, ATTRIBUTES],
  ["### Redaction", { redaction: { removeKeys: ["enduser.id"] } }, DEFAULTS],
  ["`enduser.id`: removed.", { redaction: { removeKeys: ["enduser.id"] } }, { redaction: { hashKeys: ["a"] } }],
  [
    "`enduser.id`: replaced by `sha256:`",
    { redaction: { hashKeys: ["enduser.id"] } },
    { redaction: { removeKeys: ["a"] } },
  ],
  [": masked by `****`", { redaction: { maskTypes: ["email"] } }, { redaction: { removeKeys: ["a"] } }],
  ["Every collector holds the traces of its node", DEFAULTS, TWO_TIERS],
  ["Every gateway holds its share of the cluster's traces", TWO_TIERS, DEFAULTS],
  ["of which `num_traces` lets it hold 5,000", { sampling: { numTraces: 5000 } }, DEFAULTS],
  ["With more than `num_traces` (5,000) traces at once", { sampling: { numTraces: 5000 } }, DEFAULTS],
  ["new traces/s on one node |", DEFAULTS, TWO_TIERS],
  ["In X-Ray it is an annotation", DEFAULTS, OTLP],
  ["Every span attribute is indexed", DEFAULTS, { xray: { indexedAttributes: ["http.route"] } }],
  ["a document in the log group `aws/spans`", OTLP, DEFAULTS],
  ["- **Traces that cross nodes.**", DEFAULTS, TWO_TIERS],
  ["- **A trace that is under way when gateways come or go**", TWO_TIERS, DEFAULTS],
  ["- **4xx answers.**", DEFAULTS, { sampling: { keepErrors: false } }],
  ["- **Health checks.** A trace with a span for `/healthz` is dropped", { dropHealthChecks: ["/healthz"] }, DEFAULTS],
  ["- **Health checks** are traced like anything else.", DEFAULTS, { dropHealthChecks: ["/healthz"] }],
  ["- **No log pipeline, no metrics.**", DEFAULTS, LOKI],
  ["If it arrives in X-Ray within a minute", DEFAULTS, NO_XRAY],
  ["If it arrives at a backend within a minute", NO_XRAY, DEFAULTS],
  ["aws xray get-trace-summaries --start-time", DEFAULTS, OTLP],
  ["aws logs filter-log-events --log-group-name aws/spans", OTLP, DEFAULTS],
  ["The gateways are found with `--selector app.kubernetes.io/instance=otel-collector-gateway`", TWO_TIERS, DEFAULTS],
  ["tell, by pod, of sampling and of X-Ray those of the gateway:", TWO_TIERS, DEFAULTS],
  ["tell, by pod, of sampling and of backends those of the gateway:", { ...NO_XRAY, ...TWO_TIERS }, NO_XRAY],
  ["grows | X-Ray refuses: the log has the reason |", DEFAULTS, NO_XRAY],
  ["grows | a backend refuses: the log has the reason |", NO_XRAY, DEFAULTS],
  ["`AccessDenied` and `InvalidIdentityToken` mean", DEFAULTS, PODS],
  ["An error of credentials means that the pod has no identity", PODS, DEFAULTS],
  ["kubectl get serviceaccount --namespace NAMESPACE otel-collector --output yaml\n", DEFAULTS, PODS],
  ["aws eks list-pod-identity-associations --cluster-name", PODS, DEFAULTS],
  ["not of the console, in the account of the role;", ELSEWHERE, DEFAULTS],
  ["; and the log group `aws/spans`.", OTLP, DEFAULTS],
  ["; and `annotation[otel.resource.cluster_name]`.", DEFAULTS, OTLP],
  ["| in `examples/apps/express/`: ", DEFAULTS, { exampleApps: [] }],
  ["by projen, `LICENSE` |", DEFAULTS, { repository: { license: "UNLICENSED" } }],
  [", `NOTICE` |", { repository: { copyrightOwner: "Example Ltd" } }, DEFAULTS],
  ["where that is kept; the workflow `ci` refuses it |", DEFAULTS, { repository: { githubWorkflows: false } }],
  ["A list there replaces the module's", TLS, DEFAULTS],
  ["### From one tier to two, and back", TWO_TIERS, DEFAULTS],
  ["### From IRSA to Pod Identity, and back", PODS, DEFAULTS],
  ["`otel_resource_cluster_name` with collectors before 0.100.0", DEFAULTS, OTLP],
];

test.each(SAYS.map(([text, on, off]) => ({ text, on, off })))("$text", ({ text, on, off }) => {
  expect([page(on).includes(text), page(off).includes(text)]).toEqual([true, false]);
});
