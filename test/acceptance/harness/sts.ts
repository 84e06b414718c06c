import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { CertificateAuthority } from "./certificate-authority";
import { signedBy } from "./recorder";

/** A role that was assumed: what was asked for, and what was given. */
export interface AssumedRole {
  /** Name of the STS that was asked. */
  readonly host: string;
  readonly roleArn: string | null;
  readonly externalId: string | null;
  /** Key that the request is signed with. */
  readonly signedBy: string;
  /** Key that the answer gives. */
  readonly accessKeyId: string | undefined;
}

/**
 * STS at its own names. A collector may know it by no other: it reaches it by a proxy, over TLS, and trusts a CA of the test.
 * The emulator answers.
 */
export class Sts {
  static async start(emulator: string): Promise<Sts> {
    const sts = new Sts(emulator);
    await Promise.all(
      [sts.proxy, sts.inner].map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
    );
    return sts;
  }

  /** In order. */
  readonly assumed: AssumedRole[] = [];

  private readonly directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-sts-"));
  private readonly proxy: Server;
  private readonly inner: ReturnType<typeof createTlsServer>;

  private constructor(private readonly emulator: string) {
    const ca = new CertificateAuthority("Test");
    writeFileSync(join(this.directory, "ca.crt"), ca.certificate);
    this.inner = createTlsServer(
      {
        SNICallback: (host, found) => {
          const { "tls.crt": cert, "tls.key": key } = ca.server(host);
          found(null, createSecureContext({ cert, key }));
        },
      },
      (request, response) => this.assume(request, response),
    );
    // Collector 0.92.0 sends to X-Ray by the proxy too, even to an address that is none of a name.
    this.proxy = createServer(async (request, response) => {
      const answer = await passedOn(request, request.url ?? "", await bodyOf(request));
      response.writeHead(answer.status).end(answer.text);
    });
    this.proxy.on("connect", (_, client) => {
      const server = connect(portOf(this.inner), "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        server.pipe(client).pipe(server);
      });
      for (const socket of [client, server]) {
        socket.on("error", () => [client, server].map((one) => one.destroy()));
      }
    });
  }

  /** How a program gets there. */
  get environment(): Readonly<Record<string, string>> {
    return { HTTPS_PROXY: `http://127.0.0.1:${portOf(this.proxy)}`, SSL_CERT_FILE: join(this.directory, "ca.crt") };
  }

  stop(): void {
    for (const server of [this.proxy, this.inner]) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async assume(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const answer = await passedOn(request, this.emulator + request.url, body);
    const asked = new URLSearchParams(body.toString());
    this.assumed.push({
      host: request.headers.host ?? "",
      roleArn: asked.get("RoleArn"),
      externalId: asked.get("ExternalId"),
      signedBy: signedBy(request),
      accessKeyId: /<AccessKeyId>(.+?)<\/AccessKeyId>/.exec(answer.text)?.[1],
    });
    response.writeHead(answer.status, { "content-type": "text/xml" }).end(answer.text);
  }
}

async function passedOn(
  { method, headers }: IncomingMessage,
  url: string,
  body: Buffer,
): Promise<{ status: number; text: string }> {
  const { host: _, connection: __, "content-length": ___, "transfer-encoding": ____, ...kept } = headers;
  const answer = await fetch(url, { method, headers: kept as Record<string, string>, body: new Uint8Array(body) });
  return { status: answer.status, text: await answer.text() };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port;
}
