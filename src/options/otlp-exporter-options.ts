/** A signal of OpenTelemetry that an exporter takes. */
export type ExportedSignal = "traces" | "metrics" | "logs";

/** A header whose value is in a Secret of the collectors' namespace. It stands in no file, in no value of the chart and in no state. */
export interface SecretHeader {
  /**
   * Name of the header, for example `authorization`.
   *
   * HTTP does not tell capitals from small letters, and gRPC knows none: it is sent in small ones.
   */
  readonly header: string;

  /**
   * Name of the Secret. It has to be there before the collector is: without it the pod does not start.
   *
   * @see https://kubernetes.io/docs/concepts/configuration/secret/
   */
  readonly secretName: string;

  /**
   * Key within the Secret. Its value is the whole header, for example `Bearer 0123`. A new one is read when a pod starts.
   *
   * Collector 0.92.0 takes a `$` in it for the begin of a variable, and one of digits alone for a number: `0042` is sent as `34`.
   */
  readonly secretKey: string;
}

/**
 * A backend beside AWS that takes OTLP, from the collectors that sample: it gets the traces that are kept.
 *
 * It has a queue and retries of its own, so that none waits for another. A queue takes at most its share of a quarter of the
 * memory that the collector may fill. What comes when it is full is lost, for this backend alone. The exporter to X-Ray has no
 * queue: while X-Ray takes requests and does not answer, backends get nearly 300 spans/s. With `xray.export: "otlp"` it has one,
 * and nobody waits.
 */
export interface OtlpExporter {
  /** Its name among the exporters: small letters, digits and `-`. */
  readonly name: string;

  /**
   * Where it takes OTLP: an URL with scheme, for `grpc` with a port and without a path. `https` is checked by the CAs of the
   * collector's image, and by those of `egress.caConfigMapName`. `http` is in the clear, headers too.
   */
  readonly endpoint: string;

  /**
   * How it is spoken to: by gRPC, or by HTTP below `/v1/traces`, `/v1/metrics` and `/v1/logs` of the endpoint.
   *
   * @default "grpc"
   * @see https://opentelemetry.io/docs/specs/otlp/
   */
  readonly protocol?: "grpc" | "http";

  /**
   * Headers of every request, which a Secret holds.
   *
   * @default []
   */
  readonly headers?: SecretHeader[];

  /**
   * How requests are compressed.
   *
   * @default "gzip"
   */
  readonly compression?: "gzip" | "none";

  /**
   * How long a request may take, in seconds. After that it is sent again.
   *
   * @default 10
   */
  readonly timeoutSeconds?: number;

  /**
   * What it gets. Metrics are those that applications send, and need their pipeline: the variable `amp_remote_write_endpoint`
   * turns it on. Logs are those that applications send by OTLP: all of them, through a pipeline that is there for them alone.
   *
   * @default ["traces"]
   */
  readonly signals?: ExportedSignal[];
}
