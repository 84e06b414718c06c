import { createServer, type Server as HttpServer, type IncomingHttpHeaders } from "node:http";
import { gunzipSync } from "node:zlib";
import { Server as GrpcServer, type handleUnaryCall, ServerCredentials } from "@grpc/grpc-js";

const EXPORTS = {
  traces: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
  logs: "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
};

/** Field 1 of a span, of 16 bytes: its trace's id. */
const TRACE_ID_TAG = Buffer.from([0x0a, 0x10]);
const TRACE_ID_BYTES = 16;

/** What a backend was sent, and with which headers. */
interface Request {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Takes OTLP, and remembers it. */
export interface OtlpBackend {
  readonly requests: readonly Request[];
  stop(): void;
}

/** Takes OTLP by gRPC at a port. */
export async function grpcBackend(port: number, host = "127.0.0.1"): Promise<OtlpBackend> {
  const requests: Request[] = [];
  const same = (content: Buffer) => content;
  const take: handleUnaryCall<Buffer, Buffer> = ({ metadata, request }, answer) => {
    requests.push({ headers: metadata.getMap(), body: request });
    answer(null, Buffer.alloc(0));
  };
  const server = new GrpcServer();
  const method = (path: string) => ({
    path,
    requestStream: false,
    responseStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  });
  server.addService(
    { traces: method(EXPORTS.traces), metrics: method(EXPORTS.metrics), logs: method(EXPORTS.logs) },
    { traces: take, metrics: take, logs: take },
  );
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    ),
  );
  return { requests, stop: () => server.forceShutdown() };
}

/** Takes OTLP by HTTP at a port, below a path, and answers with a status after a while. */
export async function httpBackend(
  port: number,
  { path = "", status = 200, delayMs = 0 }: { path?: string; status?: number; delayMs?: number } = {},
): Promise<OtlpBackend> {
  const requests: Request[] = [];
  const server: HttpServer = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    if (request.url !== `${path}/v1/traces`) {
      response.writeHead(404).end();
      return;
    }
    requests.push({ headers: request.headers, body: isZipped(request.headers) ? gunzipSync(body) : body });
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    requests,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const isZipped = (headers: IncomingHttpHeaders) => headers["content-encoding"] === "gzip";

/** How many spans of each of some traces a backend was sent, by the trace's id. */
export function spansSent({ requests }: OtlpBackend, ids: readonly string[]): Map<string, number> {
  const counts = new Map(ids.map((id) => [id, 0]));
  for (const { body } of requests) {
    for (let at = body.indexOf(TRACE_ID_TAG); at >= 0; at = body.indexOf(TRACE_ID_TAG, at + 1)) {
      const id = body.subarray(at + TRACE_ID_TAG.length, at + TRACE_ID_TAG.length + TRACE_ID_BYTES).toString("hex");
      const count = counts.get(id);
      if (count !== undefined) {
        counts.set(id, count + 1);
      }
    }
  }
  return counts;
}

/** How many spans of some traces a backend was sent. */
export function spanCount(backend: OtlpBackend, ids: readonly string[]): number {
  return [...spansSent(backend, ids).values()].reduce((sum, count) => sum + count, 0);
}
