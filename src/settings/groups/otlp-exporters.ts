import * as v from "valibot";
import * as format from "../formats";
import { unique } from "./unique";

const otlpExporter = v.pipe(
  format.group({
    name: format.exporterName,
    endpoint: format.otlpEndpoint,
    protocol: v.optional(format.oneOf("grpc", "http"), "grpc"),
    headers: v.optional(
      v.pipe(
        format.listOf(
          format.group({
            header: format.headerName,
            secretName: format.kubernetesSubdomain,
            secretKey: format.secretKey,
          }),
          "[{ header: 'authorization', secretName: 'backend', secretKey: 'authorization' }]",
        ),
        unique("header", "is given twice: leave one out", (header) => header.toLowerCase()),
      ),
      [],
    ),
    compression: v.optional(format.oneOf("gzip", "none"), "gzip"),
    timeoutSeconds: v.optional(format.wholeNumber(1, 300), 10),
    signals: v.optional(
      v.pipe(
        format.listOf(format.oneOf("traces", "metrics", "logs"), "['traces']"),
        v.minLength(1, "must be a list with at least one entry, for example ['traces']"),
      ),
      ["traces"],
    ),
  }),
  v.forward(
    v.partialCheck(
      [["protocol"], ["endpoint"]],
      ({ protocol, endpoint }) => protocol !== "grpc" || /^https?:\/\/[^/]+:[0-9]+\/?$/.test(endpoint),
      "must have a port and no path for protocol 'grpc', for example https://otlp.example.com:4317: set protocol to 'http' if it is the address of HTTP",
    ),
    ["endpoint"],
  ),
);

export const otlpExporters = v.pipe(
  format.listOf(otlpExporter, "[{ name: 'grafana', endpoint: 'https://otlp.example.com:4317' }]"),
  v.maxLength(10, "must have at most 10 entries: each has a share of the collector's memory"),
  unique("name", "is already the name of another exporter: give it one of its own"),
);

export const takesTraces = ({ signals }: { readonly signals: readonly string[] }) => signals.includes("traces");
