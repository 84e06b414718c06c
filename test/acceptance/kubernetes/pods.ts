/** What of a manifest is read here. */
interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly metadata: object; readonly spec: object } };
}

/** The pods that the workloads among some objects would make: only on pods are security standards enforced. */
export function podsOf(objects: readonly object[]): object[] {
  return (objects as Workload[])
    .filter(({ kind }) => kind === "Deployment" || kind === "DaemonSet")
    .map(({ metadata: { name }, spec: { template } }) => ({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...template.metadata, name },
      spec: template.spec,
    }));
}
