import type { ApiServer } from "../kubernetes/api-server";
import { NAMESPACE, RELEASE } from "./rendered-chart";

/** What a release has in the cluster: each object's identity, which changes when it is deleted and made anew. */
export async function installedObjects(server: ApiServer): Promise<Record<string, string>> {
  const kinds = "daemonset,service,serviceaccount,configmap";
  const { items } = JSON.parse(await server.kubectl("get", kinds, "--namespace", NAMESPACE, "--output=json"));
  return Object.fromEntries(
    items
      .filter(({ metadata }: any) => metadata.name.startsWith(RELEASE))
      .map(({ kind, metadata }: any) => [`${kind} ${metadata.name}`, metadata.uid]),
  );
}

/** Names of what every version of the chart makes. */
export const INSTALLED = [
  `ConfigMap ${RELEASE}-agent`,
  `DaemonSet ${RELEASE}-agent`,
  `Service ${RELEASE}`,
  `ServiceAccount ${RELEASE}`,
];
