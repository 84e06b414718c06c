import { annotationOf, CLUSTER_NAME_ATTRIBUTE } from "../../../src/collector/annotations";
import { resolveSettings } from "../../../src/settings/settings";
import { collectorCase } from "../harness/collector-case";
import { CLUSTER } from "../harness/settings-under-test";
import { traces } from "../harness/traces";

collectorCase("every service's segment carries the cluster's name, as the annotation that the documentation names")
  .given("nothing ordinary")
  .expect(async (collector) => {
    const failed = traces(10).failed().now();
    await collector.send(failed);
    await collector.decided();

    const settings = resolveSettings({ collectorVersion: collector.version });
    const clusterNameAnnotation = annotationOf(CLUSTER_NAME_ATTRIBUTE, settings);
    const segments = [...(await collector.arrived(failed.map(({ id }) => id))).values()].flat();
    // What a service does inside is a subsegment of the segment that carries the annotation.
    const ofServices = segments.filter(({ type }) => type !== "subsegment");
    expect(ofServices).toHaveLength(failed.length);
    for (const { annotations } of ofServices) {
      expect(annotations).toMatchObject({ [clusterNameAnnotation]: CLUSTER });
    }
  });
