import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { setTimeout } from "node:timers/promises";

/** A request that passed. */
export interface RecordedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** What it said, if bodies are kept. */
  readonly body?: Buffer;
}

/** What AWS's signature of a request says it is for. */
export interface SignatureScope {
  readonly region: string;
  readonly service: string;
}

/** An HTTP server that remembers requests, and passes them on when it is told where to. */
export class Recorder {
  static async start(): Promise<Recorder> {
    const recorder = new Recorder();
    await new Promise<void>((resolve) => recorder.server.listen(0, "127.0.0.1", resolve));
    return recorder;
  }

  /** The URL to which a request for a path is passed on. Without this, every request is answered with 200. */
  target: ((path: string) => string) | undefined;

  /** What is answered in place of another server. @default nothing: requests are passed on */
  answers: ((request: RecordedRequest, body: Buffer) => number) | undefined;

  /** Everything that passed, in order. */
  readonly requests: RecordedRequest[] = [];

  /** How long each answer is held back, in milliseconds. */
  delayMs = 0;

  /** Whether bodies are remembered too, which takes memory. */
  keepsBodies = false;

  private readonly server: Server;

  private constructor() {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const path = request.url ?? "/";
      const body = Buffer.concat(chunks);
      const recorded = { path, headers: request.headers, ...(this.keepsBodies ? { body } : {}) };
      this.requests.push(recorded);
      if (this.delayMs > 0) {
        await setTimeout(this.delayMs, undefined, { ref: false });
      }
      if (this.answers !== undefined) {
        response.writeHead(this.answers(recorded, body)).end();
        return;
      }
      try {
        const [status, answer] = await this.pass(path, request.headers, body);
        response.writeHead(status).end(answer);
      } catch (error) {
        response.writeHead(502).end(String(error));
      }
    });
  }

  get url(): string {
    const { port } = this.server.address() as { port: number };
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async pass(
    path: string,
    headers: IncomingHttpHeaders,
    body: Buffer,
  ): Promise<[status: number, body: string]> {
    if (!this.target) {
      return [200, ""];
    }
    const { host: _, connection: __, "content-length": ___, "transfer-encoding": ____, ...passed } = headers;
    const response = await fetch(this.target(path), {
      method: "POST",
      headers: passed as Record<string, string>,
      body: new Uint8Array(body),
    });
    return [response.status, await response.text()];
  }
}

/** Id of the key that a request is signed with. */
export function signedBy({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  return /Credential=([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "nobody";
}

/** The scope of a request's SigV4 signature. */
export function signatureScope({ headers }: RecordedRequest): SignatureScope {
  const scope = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, .*Signature=[0-9a-f]{64}$/;
  const [, region, service] = scope.exec(headers.authorization ?? "") ?? [];
  if (region === undefined) {
    throw new Error(`the request carries no SigV4 signature: its authorization is ${headers.authorization}`);
  }
  return { region, service };
}
