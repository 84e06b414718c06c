import { annotationOf, CLUSTER_NAME_ATTRIBUTE } from "../../../src/collector/annotations";
import { resolveSettings } from "../../../src/settings/settings";
import { collectorCase } from "../harness/collector-case";
import { CLUSTER } from "../harness/settings-under-test";
import { traces } from "../harness/traces";

collectorCase("only the listed attributes are indexed, and the cluster's name")
  .given("selective index")
  .expect(async (collector) => {
    const [failed] = traces(1).failed().having({ "customer.tier": "gold", "cart.items": 3 }).now();
    await collector.send([failed]);
    await collector.decided();

    const settings = resolveSettings({ collectorVersion: collector.version });
    const clusterNameAnnotation = annotationOf(CLUSTER_NAME_ATTRIBUTE, settings);
    const segments = (await collector.arrived([failed.id])).get(failed.id) ?? [];
    const root = segments.find(({ id }) => id === failed.root.spanContext().spanId);
    const tier = collector.version === "0.92.0" ? "customer_tier" : "customer.tier";
    expect(root?.annotations).toEqual({ [clusterNameAnnotation]: CLUSTER, [tier]: "gold" });
    expect(root?.metadata?.default).toMatchObject({ "cart.items": 3 });
  });
