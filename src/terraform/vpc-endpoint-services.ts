import type { Settings } from "../settings/settings";

/** An endpoint in a VPC, by the last part of its service's name, and what goes through it. */
export interface VpcEndpointService {
  readonly service: string;
  readonly what: string;
}

/**
 * What the collector itself calls.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export function calledServices({ ampRemoteWriteEndpoint, identity }: Settings): VpcEndpointService[] {
  return [
    { service: "xray", what: "the traces" },
    identity === "irsa"
      ? { service: "sts", what: "the collector's credentials" }
      : { service: "eks-auth", what: "the collector's credentials, which the add-on on its node asks for" },
    ...(ampRemoteWriteEndpoint === undefined
      ? []
      : [{ service: "aps-workspaces", what: "the metrics, to a workspace of the same region" }]),
  ];
}

/** The endpoints without which the collector can't work. */
export function neededEndpoints(settings: Settings): string[] {
  return calledServices(settings).map(({ service }) => service);
}
