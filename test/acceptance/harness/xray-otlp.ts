import type { IncomingHttpHeaders } from "node:http";
import { gunzipSync } from "node:zlib";
import { type RecordedRequest, type Recorder, type SignatureScope, signatureScope } from "./recorder";

/**
 * What X-Ray's endpoint for OTLP takes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
 */
export const LIMITS = { bytes: 5_000_000, spans: 10_000, spanBytes: 200_000 };

/** A request as X-Ray's endpoint for OTLP sees it. */
export interface OtlpRequest {
  readonly path: string;
  readonly encoding: string | undefined;
  readonly contentType: string | undefined;
  readonly scope: SignatureScope;
  /** Uncompressed. */
  readonly bytes: number;
  /** Bytes of each span. */
  readonly spans: readonly number[];
  /** What was answered. */
  readonly status: number;
}

/** X-Ray's endpoint for OTLP: refuses what AWS says that it refuses, with HTTP 400, and remembers all. */
export class XrayOtlp {
  readonly requests: OtlpRequest[] = [];

  constructor(recorder: Recorder) {
    recorder.answers = (request, body) => this.take(request, body);
  }

  /** How many spans it took. */
  get taken(): number {
    return this.requests.reduce((sum, { status, spans }) => sum + (status === 200 ? spans.length : 0), 0);
  }

  /** How many spans it refused. */
  get refused(): number {
    return this.requests.reduce((sum, { status, spans }) => sum + (status === 200 ? 0 : spans.length), 0);
  }

  private take(request: RecordedRequest, sent: Buffer): number {
    const { path, headers } = request;
    const body = uncompressed(headers, sent);
    const spans = fields(body, 1)
      .flatMap((resourceSpans) => fields(resourceSpans, 2))
      .flatMap((scopeSpans) => fields(scopeSpans, 2))
      .map((span) => span.length);
    const tooMuch =
      body.length > LIMITS.bytes || spans.length > LIMITS.spans || spans.some((bytes) => bytes > LIMITS.spanBytes);
    const status = path !== "/v1/traces" ? 404 : tooMuch ? 400 : 200;
    this.requests.push({
      path,
      encoding: headers["content-encoding"],
      contentType: headers["content-type"],
      scope: signatureScope(request),
      bytes: body.length,
      spans,
      status,
    });
    return status;
  }
}

function uncompressed(headers: IncomingHttpHeaders, body: Buffer): Buffer {
  return headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
}

/** The messages at a field of a message in protobuf. */
function fields(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  while (at < message.length) {
    const tag = varint();
    const length = tag % 8 === 2 ? varint() : tag % 8 === 1 ? 8 : tag % 8 === 5 ? 4 : -1;
    if (length < 0) {
      varint();
      continue;
    }
    if (Math.floor(tag / 8) === wanted && tag % 8 === 2) {
      found.push(message.subarray(at, at + length));
    }
    at += length;
  }
  return found;
}
