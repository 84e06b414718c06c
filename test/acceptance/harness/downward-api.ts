import { parse } from "yaml";

/** Fields of a pod that a container may be told. */
export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly node: string;
}

/** The environment variables that the chart's values take from the pod itself. @throws when it is a field that is not known here */
export function downwardApi(values: readonly string[], pod: Pod): Readonly<Record<string, string>> {
  const fields: Readonly<Record<string, string>> = {
    "metadata.name": pod.name,
    "metadata.namespace": pod.namespace,
    "spec.nodeName": pod.node,
  };
  const { extraEnvs = [] } = Object.assign({}, ...values.map((document) => parse(document)));
  return Object.fromEntries(
    (extraEnvs as any[])
      .filter(({ valueFrom }) => valueFrom?.fieldRef !== undefined)
      .map(({ name, valueFrom }) => {
        const { fieldPath } = valueFrom.fieldRef;
        if (!(fieldPath in fields)) {
          throw new Error(`${name} is the pod's ${fieldPath}, which is not known here`);
        }
        return [name, fields[fieldPath]];
      }),
  );
}
