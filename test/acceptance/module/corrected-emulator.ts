import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Base64 of text, as every certificate is. The emulator gives random bytes, which Terraform can't decode as text. */
const CERTIFICATE = Buffer.from("-----BEGIN CERTIFICATE-----\n").toString("base64");

/** Stands before the AWS emulator and corrects what it answers otherwise than AWS does, for what the examples ask. */
export async function startCorrectedEmulator(emulator: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { "content-length": _, host: __, connection: ___, ...headers } = request.headers;
    const hasBody = request.method === "POST" || request.method === "PUT";
    const answer = await fetch(emulator + request.url, {
      method: request.method,
      headers: headers as Record<string, string>,
      body: hasBody ? await bodyOf(request) : undefined,
    });
    const text = await answer.text();
    response
      .writeHead(answer.status, {
        "content-type": answer.headers.get("content-type") ?? "text/plain",
        // Without the error's name the provider can't tell a workspace that is gone from one that it may not see.
        ...(answer.status === 404 ? { "x-amzn-errortype": "ResourceNotFoundException" } : {}),
      })
      .end(text.replace(/("certificateAuthority": *\{"data": *")[^"]*/, `$1${CERTIFICATE}`));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
