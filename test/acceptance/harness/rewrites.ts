import type { ConfigMap, ConfigValue } from "./chart-defaults";
import type { TestedCollector } from "./settings-under-test";

/** Where the collector of a test listens and sends. */
export interface Places {
  /** Address at which it takes OTLP. */
  readonly host: string;
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly healthPort: number;
  readonly telemetryPort: number;
  /** @default X-Ray's own, through a proxy */
  readonly xrayUrl?: string;
  /** @default the one in the config, through a proxy */
  readonly prometheusUrl?: string;
  /** Endpoints of OTLP backends, by the exporter's name. @default those in the config */
  readonly backends?: ReadonlyMap<string, string>;
  /** Directories, by the paths at which the container has them. @default none */
  readonly mounts?: ReadonlyMap<string, string>;
}

type Path = readonly (string | number)[];

/** Everything that tests change in a config: one line, one place. The rest is what a user's collector starts with. */
function rewrites(
  config: ConfigMap,
  collector: TestedCollector,
  places: Places,
): readonly (readonly [path: Path, value: ConfigValue])[] {
  const otlp = ["receivers", "otlp", "protocols"];
  const xray = ["exporters", "awsxray"];
  return [
    [[...otlp, "grpc", "endpoint"], `${places.host}:${places.grpcPort}`],
    // Agents speak gRPC to a gateway.
    ...(at(config, [...otlp, "http"]) === undefined
      ? []
      : [[[...otlp, "http", "endpoint"], `${places.host}:${places.httpPort}`] as const]),
    // The host stays, with the variable that has to survive Terraform and Helm.
    [["extensions", "health_check", "endpoint"], `\${env:MY_POD_IP}:${places.healthPort}`],
    collector === "0.92.0"
      ? [["service", "telemetry", "metrics", "address"], `\${env:MY_POD_IP}:${places.telemetryPort}`]
      : [
          ["service", "telemetry", "metrics", "readers", 0, "pull", "exporter", "prometheus", "port"],
          places.telemetryPort,
        ],
    ...Object.keys(config.exporters as ConfigMap).flatMap((id) => {
      const endpoint = places.backends?.get(id.split("/")[1]);
      return endpoint === undefined ? [] : [[["exporters", id, "endpoint"], endpoint] as const];
    }),
    // A test does not wait a minute for a renewed certificate.
    ...tlsBlocks(config).map((path) => [[...path, "reload_interval"], "1s"] as const),
    // An agent writes to the gateway alone.
    ...(at(config, xray) === undefined
      ? []
      : [
          ...(places.xrayUrl === undefined ? [] : [[[...xray, "endpoint"], places.xrayUrl] as const]),
          [[...xray, "local_mode"], true] as const,
        ]),
    ...["prometheusremotewrite", "prometheusremotewrite/spans"].flatMap((exporter) => {
      const path = ["exporters", exporter, "endpoint"];
      const url = at(config, path);
      return url === undefined || places.prometheusUrl === undefined
        ? []
        : [[path, elsewhere(url, places.prometheusUrl)] as const];
    }),
    ...xrayOtlp(config).flatMap((path) =>
      places.xrayUrl === undefined ? [] : [[path, elsewhere(at(config, path), places.xrayUrl)] as const],
    ),
  ];
}

/** Keys that the config does not have and tests add. All others have to be there, with the value given here. */
const ADDED = new Set(["endpoint of awsxray", "local_mode of awsxray", "address of metrics"]);

/** What stands where tests put an address of their own. A config that says something else would be tested as if it did not. */
const EXPECTED: Readonly<Record<string, ConfigValue>> = {
  "receivers.otlp.protocols.grpc.endpoint": "0.0.0.0:4317",
  "receivers.otlp.protocols.http.endpoint": "0.0.0.0:4318",
  "extensions.health_check.endpoint": "${env:MY_POD_IP}:13133",
};

/**
 * The config with a test's places in it.
 *
 * @throws when it does not say what a user's collector has to say at such a place
 */
export function rewritten(config: ConfigMap, collector: TestedCollector, places: Places): ConfigMap {
  const copy = structuredClone(config) as ConfigMap;
  for (const [path, value] of rewrites(config, collector, places)) {
    set(copy, path, value);
  }
  return mounted(copy, places.mounts ?? new Map()) as ConfigMap;
}

/** Where X-Ray takes OTLP. */
function xrayOtlp(config: ConfigMap): Path[] {
  return Object.keys(config.exporters as ConfigMap)
    .map((id) => ["exporters", id, "traces_endpoint"])
    .filter((path) => at(config, path) !== undefined);
}

/** Where a certificate is read again. */
function tlsBlocks(config: ConfigMap): Path[] {
  const exporters = Object.keys(config.exporters as ConfigMap);
  const candidates: Path[] = [
    ["receivers", "otlp", "protocols", "grpc", "tls"],
    ["receivers", "otlp", "protocols", "http", "tls"],
    ...exporters.map((name) => ["exporters", name, "protocol", "otlp", "tls"]),
  ];
  return candidates.filter((path) => at(config, path)?.cert_file !== undefined);
}

/** The same with the paths of mounted files as they are on this machine. */
export function mounted(value: ConfigValue, mounts: ReadonlyMap<string, string>): ConfigValue {
  if (typeof value === "string") {
    const [path] = [...mounts.keys()].filter((mountPath) => `${value}/`.startsWith(`${mountPath}/`));
    return path === undefined ? value : (mounts.get(path) as string) + value.slice(path.length);
  }
  if (Array.isArray(value)) {
    return value.map((item) => mounted(item, mounts));
  }
  return value !== null && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mounted(inner as ConfigValue, mounts)]))
    : value;
}

function set(config: ConfigMap, path: Path, value: ConfigValue): void {
  const name = path.join(".");
  const key = path.at(-1) as string;
  const parent = at(config, path.slice(0, -1));
  const known = parent !== undefined && (key in parent || ADDED.has(`${key} of ${path.at(-2)}`));
  if (!known) {
    throw new Error(`the collector's config has no ${name}`);
  }
  const expected = key === "reload_interval" ? "60s" : EXPECTED[name];
  if (expected !== undefined && parent[key] !== expected) {
    throw new Error(`${name} is ${JSON.stringify(parent[key])}, and has to be ${JSON.stringify(expected)}`);
  }
  parent[key] = value;
}

function at(config: ConfigMap, path: Path): any {
  return path.reduce<any>((place, step) => place?.[step], config);
}

/** The same path at another host. */
function elsewhere(url: string, origin: string): string {
  return origin + new URL(url).pathname;
}
