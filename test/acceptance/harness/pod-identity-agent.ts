import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A stand-in for the EKS Pod Identity Agent of a node, and for what EKS writes into a pod for it: it gives credentials to who
 * shows the pod's token.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export class PodIdentityAgent {
  static async start(): Promise<PodIdentityAgent> {
    const agent = new PodIdentityAgent();
    await new Promise<void>((resolve) => agent.server.listen(0, "127.0.0.1", resolve));
    return agent;
  }

  /** Of the credentials that it gives. */
  readonly accessKeyId = "ASIAPODIDENTITYEXAMPL";

  private readonly token = "token-of-the-pod";
  private readonly directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-pod-identity-"));
  private readonly server: Server;

  private constructor() {
    writeFileSync(join(this.directory, "token"), this.token);
    this.server = createServer(({ url, headers }, response) => {
      if (url !== "/v1/credentials" || headers.authorization !== this.token) {
        response.writeHead(401).end();
        return;
      }
      response.writeHead(200, { "content-type": "application/json" }).end(
        JSON.stringify({
          AccessKeyId: this.accessKeyId,
          SecretAccessKey: "example",
          Token: "session-of-the-pod",
          AccountId: "123456789012",
          Expiration: new Date(Date.now() + 3_600_000).toISOString(),
        }),
      );
    });
  }

  /** What a container of the pod has, and no keys of its own. */
  get environment(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(this.directory, "token"),
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
