import type { Settings } from "../settings/settings";
import { chartFacts } from "./facts/chart-facts";

/** What Kubernetes gives a pod by itself. @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
export const KUBERNETES_GRACE_PERIOD_SECONDS = 30;

/** Time to write what was held to X-Ray: at 50 spans a call and 100 ms each, 15,000 spans. */
const EXPORT_SECONDS = 30;

/** How long a pod that samples may take to stop, in seconds: the sampler's window, and then the export. Nothing where the chart can't say it. */
export function gracePeriodSeconds({ chartVersion, sampling }: Settings): number | undefined {
  return chartFacts(chartVersion).hasTerminationGracePeriod ? sampling.decisionWaitSeconds + EXPORT_SECONDS : undefined;
}
