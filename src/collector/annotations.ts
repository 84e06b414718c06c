import type { Settings } from "../settings/settings";
import { collectorFacts } from "./facts/collector-facts";

/** X-Ray's name of the resource attribute that tells the clusters apart. */
export const CLUSTER_NAME_ATTRIBUTE = "otel.resource.cluster_name";

/** Name of the annotation in X-Ray under which an attribute is searched. */
export function annotationOf(attribute: string, { collectorVersion }: Settings): string {
  return attribute.replaceAll(
    collectorFacts(collectorVersion).dotsInAnnotations ? /[^A-Za-z0-9.]/g : /[^A-Za-z0-9]/g,
    "_",
  );
}
