import type { Settings } from "../settings/settings";
import { collectorFacts } from "./facts/collector-facts";

/** The image that the collector runs, without its tag. */
export function imageRepository({ collector, collectorVersion }: Settings): string {
  return collector.imageRepository ?? collectorFacts(collectorVersion).imageRepository;
}

/** The tag of the image that the collector runs. */
export function imageTag({ collector, collectorVersion }: Settings): string {
  return collector.imageTag ?? collectorVersion;
}

/** The image that the collector runs, as a container engine takes it. A digest wins over a tag. */
export function image(settings: Settings): string {
  const { imageDigest } = settings.collector;
  return imageRepository(settings) + (imageDigest === undefined ? `:${imageTag(settings)}` : `@${imageDigest}`);
}
