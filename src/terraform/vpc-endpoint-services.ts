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
export function calledServices({ ampRemoteWriteEndpoint }: Settings): VpcEndpointService[] {
  return [
    { service: "xray", what: "the traces" },
    { service: "sts", what: "the collector's credentials" },
    ...(ampRemoteWriteEndpoint === undefined
      ? []
      : [{ service: "aps-workspaces", what: "the metrics, to a workspace of the same region" }]),
  ];
}

/** The endpoints without which the collector can't work. */
export function neededEndpoints(settings: Settings): string[] {
  return calledServices(settings).map(({ service }) => service);
}
