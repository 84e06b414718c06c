import type { EksOtelTracingProjectOptions } from "../../src/options";
import { hardeningTexts } from "../../src/repository/hardening-texts";
import { resolveSettings } from "../../src/settings/settings";

type Options = EksOtelTracingProjectOptions;

const texts = (options: Options) =>
  Object.fromEntries(hardeningTexts(resolveSettings(options)).map(({ what, text }) => [what, text]));

const ON: Options = { networkPolicy: { enabled: true } };
const GATEWAY: Options = { ...ON, topology: "gateway" };
const ATTRIBUTES: Options = { kubernetesAttributes: { enabled: true } };
const PODS: Options = { identity: "pod-identity" };

test("nothing is said of what is off", () => {
  expect(texts({})).toEqual({});
  expect(texts({ ...ATTRIBUTES, ...PODS, topology: "gateway" })).toEqual({});
});

test.each<[Options, string]>([
  [
    ON,
    "Pods of any namespace may send spans; what is no pod of the cluster may not. The collectors reach DNS, and HTTPS in ",
  ],
  [
    { networkPolicy: { enabled: true, senderNamespaceLabels: { team: "shop", stage: "prod" } } },
    "Pods of namespaces with `team=shop` and `stage=prod` may send spans, and nobody else: `telemetrygen` ",
  ],
  [{ ...ON, ...PODS }, "The collectors reach DNS, the EKS Pod Identity Agent and HTTPS in `egress_cidr_blocks`, "],
  [ON, "or anywhere without them. Instance metadata nobody reaches."],
  [{ ...ON, ...ATTRIBUTES }, "without them. Unless they are empty, these have to hold the Kubernetes API"],
  [
    { ...GATEWAY, gateway: { resolver: "dns" } },
    "The gateway takes spans from the agents alone. The agents reach DNS and the gateway; the gateway reaches DNS, and HTTPS in ",
  ],
  [
    { ...GATEWAY, gateway: { resolver: "k8s" } },
    "and the gateway, and HTTPS to find it in the Kubernetes API; the gateway",
  ],
  [{ ...GATEWAY, ...ATTRIBUTES }, "and the gateway, and HTTPS for the Kubernetes API; the gateway reaches DNS, and"],
  [{ ...GATEWAY, ...PODS }, "the gateway reaches DNS, the EKS Pod Identity Agent and HTTPS in "],
  [{ ...GATEWAY, ...ATTRIBUTES }, "or anywhere without them. Instance metadata nobody reaches."],
])("of the network policy of %j", (options, text) => {
  expect(texts(options)["Network policy"]).toContain(text);
});

test.each<[Options["collector"], string]>([
  [{ imagePullSecrets: ["a"] }, "The image is pulled with the Secret `a`, which"],
  [{ imagePullSecrets: ["a", "b"] }, "The image is pulled with the Secrets `a` and `b`, which"],
])("of pull secrets: %j", (collector, text) => {
  expect(texts({ collector })["Pull secrets"]).toContain(text);
});

test.each<[Options, string]>([
  [{ collector: { priorityClassName: "a" } }, "The pods on the nodes are of the priority class `a`. A class"],
  [
    { topology: "gateway", collector: { priorityClassName: "a" }, gateway: { priorityClassName: "b" } },
    "The pods on the nodes are of the priority class `a`, those of the gateway are of the priority class `b`. A class",
  ],
  [
    { topology: "gateway", gateway: { priorityClassName: "b" } },
    "The pods of the gateway are of the priority class `b`.",
  ],
])("of the priority of %j", (options, text) => {
  expect(texts(options).Priority).toContain(text);
});
