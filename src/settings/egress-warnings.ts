import type { Settings } from "./settings";

/** What a cluster without a way to the internet would be missing. */
export function egressWarnings({ egress, collector }: Settings): string[] {
  return egress.privateCluster && collector.imageRepository === undefined
    ? [
        "egress.privateCluster: the image comes from a public registry, which such a cluster does not reach. Set collector.imageRepository to a mirror.",
      ]
    : [];
}
