import type { Settings } from "../settings/settings";

/** An endpoint in a VPC, by the last part of its service's name, and what goes through it. */
export interface VpcEndpointService {
  readonly service: string;
  readonly what: string;
}

/**
 * What the collector itself calls, and what calls for its identity on the node.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export function calledServices({ ampRemoteWriteEndpoint, identity, xray, amp }: Settings): VpcEndpointService[] {
  const assumesRoles = xray.roleArn !== undefined || amp.roleArn !== undefined;
  const writesTraces = xray.export !== "none";
  if (!writesTraces && ampRemoteWriteEndpoint === undefined) {
    return [];
  }
  return [
    ...(writesTraces ? [{ service: "xray", what: "the traces" }] : []),
    ...(identity === "irsa" || assumesRoles ? [{ service: "sts", what: "the collector's credentials" }] : []),
    ...(identity === "irsa"
      ? []
      : [{ service: "eks-auth", what: "the collector's credentials, which the add-on on its node asks for" }]),
    ...(ampRemoteWriteEndpoint === undefined
      ? []
      : [{ service: "aps-workspaces", what: "the metrics, to a workspace of the same region" }]),
  ];
}

/** The endpoints without which the collector can't work. */
export function neededEndpoints(settings: Settings): string[] {
  return calledServices(settings).map(({ service }) => service);
}
