import { annotationOf } from "../../src/collector/annotations";
import { resolveSettings } from "../../src/settings/settings";

test.each([
  ["0.92.0", "otel_resource_k8s_pod_label_app_kubernetes_io_name"],
  ["0.159.0", "otel.resource.k8s.pod.label.app.kubernetes.io_name"],
])("collector %s gives X-Ray letters and digits, and what it keeps of the rest", (collectorVersion, annotation) => {
  const attribute = "otel.resource.k8s.pod.label.app.kubernetes.io/name";
  expect(annotationOf(attribute, resolveSettings({ collectorVersion }))).toBe(annotation);
});
