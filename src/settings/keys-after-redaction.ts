import { HEALTH_CHECK_POLICY_NAMES } from "./policy-names";

/** A sampling policy, as far as it reads a key or holds others. */
interface Policy {
  readonly name: string;
  readonly type: string;
  readonly key?: string;
  readonly policies?: readonly Policy[];
  readonly shares?: readonly { readonly policy: Policy }[];
}

interface ReadersOfKeys {
  readonly redaction: { readonly removeKeys: readonly string[]; readonly hashKeys: readonly string[] };
  readonly sampling: {
    readonly policies: readonly Policy[];
    readonly rates: readonly { readonly name: string; readonly serviceName?: string; readonly route?: string }[];
  };
  readonly xray: { readonly indexedAttributes: readonly string[] };
  readonly dropHealthChecks: readonly string[];
  readonly spanMetrics: { readonly enabled: boolean; readonly dimensions: readonly { readonly name: string }[] };
}

/** Keys that are redacted, each with the option that reads it afterwards. A hash can be searched in X-Ray. */
export function readAfterRedaction(settings: ReadersOfKeys): string[] {
  const { redaction, sampling, xray, dropHealthChecks, spanMetrics } = settings;
  const { removeKeys, hashKeys } = redaction;
  const changed = [...removeKeys, ...hashKeys];
  const read = (by: string, keys: readonly string[], away: readonly string[]) =>
    keys.filter((key) => away.includes(key)).map((key) => `${key} of ${by}`);
  return [
    ...sampling.policies
      .flatMap(single)
      .flatMap(({ name, type, key }) =>
        key === undefined || type === "trace_state" ? [] : read(`policy ${name}`, [key], changed),
      ),
    ...sampling.rates.flatMap(({ name, serviceName, route }) =>
      read(
        `rate ${name}`,
        [...(serviceName === undefined ? [] : ["service.name"]), ...(route === undefined ? [] : ["http.route"])],
        changed,
      ),
    ),
    ...read(
      "xray.indexedAttributes",
      xray.indexedAttributes.map((key) => key.replace(/^otel[.]resource[.]/, "")),
      removeKeys,
    ),
    ...(spanMetrics.enabled
      ? read("spanMetrics", ["service.name", ...spanMetrics.dimensions.map(({ name }) => name)], changed)
      : []),
    ...(dropHealthChecks.length === 0 ? [] : read("dropHealthChecks", Object.keys(HEALTH_CHECK_POLICY_NAMES), changed)),
  ];
}

function single(policy: Policy): Policy[] {
  const { policies, shares } = policy;
  const parts = policies ?? shares?.map(({ policy }) => policy);
  return parts === undefined ? [policy] : parts.flatMap(single);
}
