import { annotationOf, CLUSTER_NAME_ATTRIBUTE } from "../../../src/collector/annotations";
import { resolveSettings } from "../../../src/settings/settings";
import type { Collector } from "../harness/collector";
import { collectorCase } from "../harness/collector-case";
import { CLUSTER } from "../harness/settings-under-test";
import { traces } from "../harness/traces";
import type { Segment } from "../harness/xray";

collectorCase("only the listed attributes are indexed, and the cluster's name, however many there are")
  .given("selective index")
  .expect(async (collector) => {
    const root = await rootWith({ "customer.tier": "gold", "cart.items": 3, ...MANY }, collector);
    const settings = resolveSettings({ collectorVersion: collector.version });
    const clusterNameAnnotation = annotationOf(CLUSTER_NAME_ATTRIBUTE, settings);
    const tier = collector.version === "0.92.0" ? "customer_tier" : "customer.tier";
    expect(root.annotations).toEqual({ [clusterNameAnnotation]: CLUSTER, [tier]: "gold" });
    expect(root.metadata?.default).toMatchObject({ "cart.items": 3, ...MANY });
  });

collectorCase("where all attributes are indexed, all are sent: the collector keeps none of them within X-Ray's 50", {
  tier: "full",
})
  .given("nothing ordinary")
  .expect(async (collector) => expect((await rootWith(MANY, collector)).annotations).toMatchObject(MANY));

/** More attributes than X-Ray indexes of a trace. */
const MANY = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`noise_${index}`, index]));

/** The segment of a failed request's root span with these attributes. */
async function rootWith(attributes: Record<string, string | number>, collector: Collector): Promise<Segment> {
  const [failed] = traces(1).failed().having(attributes).now();
  await collector.send([failed]);
  await collector.decided();
  const segments = (await collector.arrived([failed.id])).get(failed.id) ?? [];
  return segments.find(({ id }) => id === failed.root.spanContext().spanId) as Segment;
}
