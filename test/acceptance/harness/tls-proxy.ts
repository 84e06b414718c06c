import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { createSecureContext } from "node:tls";
import type { CertificateAuthority } from "./certificate-authority";

/**
 * A proxy that a company has before the internet: it is asked by CONNECT for a host, shows a certificate of its own CA for that
 * host, reads what is sent, and passes it on, here to the AWS emulator.
 */
export class TlsProxy {
  static async start(ca: CertificateAuthority, emulator: string): Promise<TlsProxy> {
    const proxy = new TlsProxy(ca, emulator);
    await Promise.all(
      [proxy.outer, proxy.inner].map(
        (server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)),
      ),
    );
    return proxy;
  }

  /** Host and port of every CONNECT. */
  readonly asked: string[] = [];
  /** Host and path of every request that was passed on. */
  readonly passed: string[] = [];

  private readonly outer: Server;
  private readonly inner: ReturnType<typeof createTlsServer>;

  private constructor(ca: CertificateAuthority, emulator: string) {
    this.inner = createTlsServer(
      {
        SNICallback: (host, found) => {
          const { "tls.crt": cert, "tls.key": key } = ca.server(host);
          found(null, createSecureContext({ cert, key }));
        },
      },
      async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) {
          chunks.push(chunk);
        }
        const { host, connection: _, "content-length": __, "transfer-encoding": ___, ...headers } = request.headers;
        this.passed.push(`${host}${request.url}`);
        const answer = await fetch(emulator + request.url, {
          method: request.method,
          headers: headers as Record<string, string>,
          body: Buffer.concat(chunks),
        });
        response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
        response.end(await answer.text());
      },
    );
    this.outer = createServer((_, response) => response.writeHead(405).end());
    this.outer.on("connect", ({ url }, client) => {
      this.asked.push(url ?? "");
      const server = connect(portOf(this.inner), "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        server.pipe(client).pipe(server);
      });
      for (const socket of [client, server]) {
        socket.on("error", () => [client, server].map((one) => one.destroy()));
      }
    });
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.outer)}`;
  }

  stop(): void {
    for (const server of [this.outer, this.inner]) {
      server.close();
      server.closeAllConnections();
    }
  }
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port;
}
