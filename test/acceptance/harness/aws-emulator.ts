import type { Server } from "node:http";
import { install } from "../../../tools/install";
import { startFront, urlOf } from "./front";
import { type PodIdentityAssociation, PodIdentityAssociations } from "./pod-identity-associations";
import { freePort, Program } from "./program";

/** The account that the emulator plays, and the region in which the tests work. */
export const ACCOUNT = "123456789012";
export const REGION = "eu-central-1";

/** Credentials that the emulator accepts, as everything else. */
export const AWS_ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "example",
  AWS_EC2_METADATA_DISABLED: "true",
} as const;

/** An EKS cluster, as far as IAM sees it. */
export interface Cluster {
  readonly name: string;
  readonly issuerUrl: string;
  readonly oidcProviderArn: string;
}

/** An AWS that answers on loopback: IAM, STS, EKS and X-Ray. */
export class AwsEmulator {
  static async start(): Promise<AwsEmulator> {
    const { path, version } = await install("aws-emulator");
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const program = await Program.start({
      title: "the AWS emulator",
      path,
      args: ["-H", "127.0.0.1", "-p", String(port)],
      isReady: async () => (await fetch(`${url}/moto-api/data.json`)).ok,
    });
    const associations = new PodIdentityAssociations(ACCOUNT, REGION);
    const eks = await startFront(url, (request, pass) => associations.answer(request, pass));
    return new AwsEmulator(program, url, version, eks, associations);
  }

  private constructor(
    private readonly program: Program,
    readonly url: string,
    readonly version: string,
    private readonly eks: Server,
    private readonly associations: PodIdentityAssociations,
  ) {}

  /** Its EKS, with what it lacks of it. */
  get eksUrl(): string {
    return urlOf(this.eks);
  }

  /** Which pods EKS would give a role to. */
  associationsOf(cluster: string): PodIdentityAssociation[] {
    return this.associations.of(cluster);
  }

  /** A cluster, and the OIDC provider by which IAM trusts it. */
  async createCluster(name: string, vpcId?: string): Promise<Cluster> {
    const { cluster } = await this.json("eks", "/clusters", {
      name,
      roleArn: `arn:aws:iam::${ACCOUNT}:role/cluster`,
      resourcesVpcConfig: { subnetIds: [], vpcId },
    });
    const issuerUrl = cluster.identity.oidc.issuer;
    const answer = await this.query("iam", {
      Action: "CreateOpenIDConnectProvider",
      Version: "2010-05-08",
      Url: issuerUrl,
      "ThumbprintList.member.1": "0".repeat(40),
      "ClientIDList.member.1": "sts.amazonaws.com",
    });
    const [, oidcProviderArn] = /<OpenIDConnectProviderArn>(.+)<\/OpenIDConnectProviderArn>/.exec(answer) ?? [];
    return { name, issuerUrl, oidcProviderArn };
  }

  /** A VPC with interface endpoints to services. */
  async createVpc(endpoints: Readonly<Record<string, { readonly privateDns: boolean }>>): Promise<string> {
    const Version = "2016-11-15";
    const vpc = await this.query("ec2", { Action: "CreateVpc", Version, CidrBlock: "10.0.0.0/16" });
    const [, VpcId] = /<vpcId>(.+?)<\/vpcId>/.exec(vpc) ?? [];
    for (const [service, { privateDns }] of Object.entries(endpoints)) {
      await this.query("ec2", {
        Action: "CreateVpcEndpoint",
        Version,
        VpcId,
        ServiceName: `com.amazonaws.${REGION}.${service}`,
        VpcEndpointType: "Interface",
        PrivateDnsEnabled: String(privateDns),
      });
    }
    return VpcId;
  }

  /** Asks a service that speaks JSON. */
  async json(service: string, path: string, body: unknown): Promise<any> {
    const answer = await this.post(service, path, "application/json", JSON.stringify(body));
    try {
      return JSON.parse(answer);
    } catch {
      throw this.program.error(`${service} answered ${path} with what is no JSON: "${answer}"`);
    }
  }

  /** Asks CloudWatch Logs, which takes the name of an action in a header. */
  async logs(action: string, body: object = {}): Promise<any> {
    const headers = { "x-amz-target": `Logs_20140328.${action}` };
    return JSON.parse(await this.post("logs", "/", "application/x-amz-json-1.1", JSON.stringify(body), headers));
  }

  /** Asks a service that speaks AWS's query protocol, and gives its XML. */
  query(service: string, parameters: Record<string, string>): Promise<string> {
    return this.post(service, "/", "application/x-www-form-urlencoded", new URLSearchParams(parameters).toString());
  }

  stop(): Promise<void> {
    this.eks.close();
    this.eks.closeAllConnections();
    return this.program.stop();
  }

  private async post(
    service: string,
    path: string,
    contentType: string,
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    // The emulator finds the service in the signature's scope, and does not check the signature.
    const scope = `${AWS_ENVIRONMENT.AWS_ACCESS_KEY_ID}/20260101/${REGION}/${service}/aws4_request`;
    const response = await fetch(this.url + path, {
      method: "POST",
      headers: {
        "content-type": contentType,
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        ...headers,
      },
      body,
    });
    const answer = await response.text();
    if (!response.ok) {
      throw this.program.error(`${service} answered ${response.status} to ${path}: ${answer}`);
    }
    return answer;
  }
}
