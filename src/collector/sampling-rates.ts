import type { SamplingRateSettings, Settings } from "../settings/settings";
import type { PolicyConfig } from "./policies";

/**
 * The policies of the rates. Each takes the traces that its rate matches and no earlier one does, so that one rate decides.
 *
 * That none matches is said by an inverted match, and of a service and a route on one span by `not`: an `and` fails by either
 * alone, and no other policy is vetoed.
 */
export function ratePolicies({ sampling: { rates } }: Settings): PolicyConfig[] {
  return rates.map((rate, index) => ({
    name: rate.name,
    type: "and",
    and: {
      and_sub_policy: [
        match(rate),
        ...noneOf(rates.slice(0, index)),
        { name: "share", type: "probabilistic", probabilistic: { sampling_percentage: rate.samplingPercentage } },
        ...(rate.spansPerSecond === undefined ? [] : [limit(rate.spansPerSecond)]),
      ],
    },
  }));
}

/** What a trace must be beside its share, so that it belongs to the share of all others: before it, and after. */
export function baseline({ sampling: { rates, baselineSpansPerSecond } }: Settings): {
  readonly before: PolicyConfig[];
  readonly after: PolicyConfig[];
} {
  return {
    before: noneOf(rates),
    // Last, so that only what has the share counts.
    after: baselineSpansPerSecond === undefined ? [] : [limit(baselineSpansPerSecond)],
  };
}

const limit = (spansPerSecond: number): PolicyConfig => ({
  name: "limit",
  type: "rate_limiting",
  rate_limiting: { spans_per_second: spansPerSecond },
});

const KEYS = { serviceName: "service.name", route: "http.route" } as const;

function match({ serviceName, route }: SamplingRateSettings): PolicyConfig {
  if (serviceName !== undefined && route !== undefined) {
    return onOneSpan("match", [[serviceName, route]]);
  }
  return serviceName !== undefined
    ? stringAttribute("match", KEYS.serviceName, [serviceName])
    : stringAttribute("match", KEYS.route, [route as string]);
}

/** No span of a trace is what one of these rates matches. */
function noneOf(rates: readonly SamplingRateSettings[]): PolicyConfig[] {
  const services = rates.flatMap(({ serviceName, route }) =>
    serviceName !== undefined && route === undefined ? [serviceName] : [],
  );
  const routes = rates.flatMap(({ serviceName, route }) =>
    serviceName === undefined && route !== undefined ? [route] : [],
  );
  const both = rates.flatMap(({ serviceName, route }) =>
    serviceName !== undefined && route !== undefined ? [[serviceName, route] as const] : [],
  );
  return [
    ...(services.length === 0 ? [] : [stringAttribute("no-other-service", KEYS.serviceName, services, true)]),
    ...(routes.length === 0 ? [] : [stringAttribute("no-other-route", KEYS.route, routes, true)]),
    ...(both.length === 0
      ? []
      : [{ name: "no-other-pair", type: "not", not: { not_sub_policy: onOneSpan("other-pair", both) } }]),
  ];
}

function stringAttribute(name: string, key: string, values: readonly string[], inverted = false): PolicyConfig {
  return {
    name,
    type: "string_attribute",
    string_attribute: { key, values: [...values], ...(inverted ? { invert_match: true } : {}) },
  };
}

function onOneSpan(name: string, pairs: readonly (readonly [serviceName: string, route: string])[]): PolicyConfig {
  return {
    name,
    type: "ottl_condition",
    ottl_condition: {
      error_mode: "ignore",
      span: pairs.map(
        ([serviceName, route]) =>
          `resource.attributes["${KEYS.serviceName}"] == ${JSON.stringify(serviceName)} and span.attributes["${KEYS.route}"] == ${JSON.stringify(route)}`,
      ),
    },
  };
}
