import { request } from "node:https";
import { Client, credentials, type ServiceError, status } from "@grpc/grpc-js";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { Span } from "./traces";

export type Protocol = "gRPC" | "HTTP";

/** What a receiver may be sent. */
export type Signal = "traces" | "metrics" | "logs";

/** What a receiver answered: `OK`, or the name of gRPC's status, or the status code of HTTP. */
export interface Answer {
  readonly code: string;
  readonly message: string;
}

const METHODS: Readonly<Record<Signal, string>> = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
};

/** Patience with an answer, in milliseconds. */
const DEADLINE_MS = 20_000;

/** A request that holds spans. */
export function encoded(spans: readonly Span[]): Uint8Array {
  return ProtobufTraceSerializer.serializeRequest([...spans]) as Uint8Array;
}

/** What a sender knows of TLS: by which CA it checks whom, and the certificate that it has itself. */
export interface SenderTls {
  readonly ca: string;
  readonly serverName: string;
  readonly certificate?: string;
  readonly key?: string;
}

/** Sends OTLP as an SDK does, but says what was answered and never tries again. */
export class OtlpSender {
  private readonly client: Client;

  constructor(
    grpcPort: number,
    private readonly httpPort: number,
    private readonly host = "127.0.0.1",
    private readonly tls?: SenderTls,
  ) {
    this.client =
      tls === undefined
        ? new Client(`${host}:${grpcPort}`, credentials.createInsecure())
        : new Client(
            `${host}:${grpcPort}`,
            credentials.createSsl(bytes(tls.ca), bytes(tls.key), bytes(tls.certificate)),
            {
              "grpc.ssl_target_name_override": tls.serverName,
            },
          );
  }

  /** Sends spans in one request. */
  send(spans: readonly Span[], protocol: Protocol): Promise<Answer> {
    return this.sendBytes("traces", encoded(spans), protocol);
  }

  /** Sends whatever it is given as a request. */
  sendBytes(signal: Signal, bytes: Uint8Array, protocol: Protocol): Promise<Answer> {
    return protocol === "gRPC"
      ? this.call(METHODS[signal], bytes)
      : this.post(`/v1/${signal}`, bytes, "application/x-protobuf");
  }

  async post(path: string, body: Uint8Array | string, contentType: string): Promise<Answer> {
    if (this.tls !== undefined) {
      return this.postOverTls(this.tls, path, body, contentType);
    }
    const response = await fetch(`http://${this.host}:${this.httpPort}${path}`, {
      method: "POST",
      headers: { "content-type": contentType },
      body: body as BodyInit,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const message = await response.text();
    return { code: response.ok ? "OK" : String(response.status), message };
  }

  close(): void {
    this.client.close();
  }

  private postOverTls(
    { ca, serverName, certificate, key }: SenderTls,
    path: string,
    body: Uint8Array | string,
    contentType: string,
  ): Promise<Answer> {
    return new Promise((resolve) => {
      const failed = (error: Error) => resolve({ code: "UNAVAILABLE", message: error.message });
      const post = request(
        {
          host: this.host,
          port: this.httpPort,
          path,
          method: "POST",
          headers: { "content-type": contentType },
          ca,
          servername: serverName,
          cert: certificate,
          key,
          agent: false,
          timeout: DEADLINE_MS,
        },
        async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) {
            chunks.push(chunk);
          }
          const { statusCode = 0 } = response;
          resolve({ code: statusCode === 200 ? "OK" : String(statusCode), message: Buffer.concat(chunks).toString() });
        },
      );
      post.on("error", failed).on("timeout", () => post.destroy(new Error("there is no answer")));
      post.end(body);
    });
  }

  private call(method: string, bytes: Uint8Array): Promise<Answer> {
    const same = (content: Buffer) => content;
    return new Promise((resolve) => {
      const answered = (error: ServiceError | null) =>
        resolve(error ? { code: status[error.code], message: error.details } : { code: "OK", message: "" });
      this.client.makeUnaryRequest(
        method,
        same,
        same,
        Buffer.from(bytes),
        { deadline: Date.now() + DEADLINE_MS } as never,
        answered,
      );
    });
  }
}

function bytes(pem: string | undefined): Buffer | null {
  return pem === undefined ? null : Buffer.from(pem);
}
