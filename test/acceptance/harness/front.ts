import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request, read to its end. */
export interface FrontRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** What is answered to it. */
export interface FrontAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Asks the server that stands behind. */
export type Pass = (request: FrontRequest) => Promise<FrontAnswer>;

/** A server before the AWS emulator: it answers what it likes, and passes on the rest. */
export async function startFront(
  emulator: string,
  answer: (request: FrontRequest, pass: Pass) => Promise<FrontAnswer>,
): Promise<Server> {
  const server = createServer(async (incoming, outgoing) => {
    const request = { method: incoming.method ?? "GET", path: incoming.url ?? "/", body: await bodyOf(incoming) };
    const { status, headers, body } = await answer(request, (asked) => passed(emulator, incoming, asked));
    outgoing.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function passed(emulator: string, { headers }: IncomingMessage, asked: FrontRequest): Promise<FrontAnswer> {
  const { "content-length": _, host: __, connection: ___, ...kept } = headers;
  const response = await fetch(emulator + asked.path, {
    method: asked.method,
    headers: kept as Record<string, string>,
    body: asked.method === "POST" || asked.method === "PUT" ? asked.body : undefined,
  });
  return {
    status: response.status,
    headers: { "content-type": response.headers.get("content-type") ?? "text/plain" },
    body: await response.text(),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
