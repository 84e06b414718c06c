import type { Settings } from "../../settings/settings";
import { hcl } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";
import { KubernetesNamespace } from "../kubernetes-namespace";
import type { Variables } from "./variables";

/** What Kubernetes does with a pod that is not as a standard says: refuse it, write it down, warn whoever makes it. */
const MODES = ["enforce", "audit", "warn"];

/**
 * The namespace with its Pod Security labels, if Terraform makes it. Helm, which makes it otherwise, gives it none.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces
 */
export function defineNamespace(
  file: HclFile,
  { terraform }: Settings,
  { namespace, createNamespace }: Variables,
): KubernetesNamespace | undefined {
  const standard = terraform.namespacePodSecurity;
  return standard === undefined
    ? undefined
    : file.resource(
        KubernetesNamespace,
        "collector",
        {
          metadata: {
            name: namespace.stringValue,
            labels: Object.fromEntries(MODES.map((mode) => [`pod-security.kubernetes.io/${mode}`, standard])),
          },
        },
        {
          why: `No pod is made here that is not as the Pod Security Standard ${standard} has it.`,
          count: hcl`${createNamespace} ? 1 : 0`,
        },
      );
}
