import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { POD_IDENTITY_AGENT } from "./endpoints";
import { mountPath } from "./mounted-files";

/** The proxy, in the language in which the values are written. */
export interface ProxyReferences<E> {
  /** Its URL; empty text without one. */
  readonly httpsProxy: E;
  /** What is reached without it, joined by commas. */
  readonly noProxy: E;
}

/**
 * What is reached without a proxy in any cluster: the process itself, the cluster, and where a pod of EKS gets credentials.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
 */
export const NEVER_PROXIED: readonly string[] = [
  "localhost",
  "127.0.0.1",
  "::1",
  "169.254.169.254",
  POD_IDENTITY_AGENT.ipv4,
  "fd00:ec2::254",
  POD_IDENTITY_AGENT.ipv6,
  ".svc",
  ".cluster.local",
  // Kubernetes puts the address of its API in.
  "$(KUBERNETES_SERVICE_HOST)",
];

/** Environment variables for the way out to AWS, which agents do not take. None, where it is straight. */
export function egressVariables<E>(
  { egress }: Settings,
  { samples }: Tier,
  proxy: ProxyReferences<E> | undefined,
): Record<string, unknown>[] {
  if (!samples) {
    return [];
  }
  return [
    ...(proxy === undefined
      ? []
      : [
          { name: "HTTPS_PROXY", value: proxy.httpsProxy },
          { name: "NO_PROXY", value: proxy.noProxy },
        ]),
    // Go reads this directory, and the image's own CAs as well. The AWS SDK's variable concerns not all of its calls.
    ...(egress.caConfigMapName === undefined ? [] : [{ name: "SSL_CERT_DIR", value: mountPath("trusted-ca") }]),
    // Old SDKs ask the global endpoint otherwise, to which no VPC endpoint leads.
    ...(egress.privateCluster ? [{ name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" }] : []),
  ];
}
