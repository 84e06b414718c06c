import type { Server } from "node:http";
import { startFront } from "../harness/front";

/** Base64 of text, as every certificate is. The emulator gives random bytes, which Terraform can't decode as text. */
const CERTIFICATE = Buffer.from("-----BEGIN CERTIFICATE-----\n").toString("base64");

/** Stands before the AWS emulator and corrects what it answers otherwise than AWS does, for what the examples ask. */
export function startCorrectedEmulator(emulator: string): Promise<Server> {
  return startFront(emulator, async (request, pass) => {
    const { status, headers, body } = await pass(request);
    return {
      status,
      headers: {
        ...headers,
        // Without the error's name the provider can't tell a workspace that is gone from one that it may not see.
        ...(status === 404 ? { "x-amzn-errortype": "ResourceNotFoundException" } : {}),
      },
      body: body.replace(/("certificateAuthority": *\{"data": *")[^"]*/, `$1${CERTIFICATE}`),
    };
  });
}
