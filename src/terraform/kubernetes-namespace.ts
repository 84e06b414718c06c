import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** What is used of `kubernetes_namespace_v1`. */
export interface KubernetesNamespaceConfig extends TerraformMetaArguments {
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
  };
}

/**
 * A namespace of the provider `kubernetes`. Written by hand: `@cdktf/provider-kubernetes` has a hundred resources more.
 *
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/namespace_v1
 */
export class KubernetesNamespace extends TerraformResource {
  static readonly tfResourceType = "kubernetes_namespace_v1";

  constructor(
    scope: Construct,
    id: string,
    private readonly config: KubernetesNamespaceConfig,
  ) {
    super(scope, id, {
      ...config,
      terraformResourceType: KubernetesNamespace.tfResourceType,
      terraformGeneratorMetadata: { providerName: "kubernetes" },
    });
  }

  protected synthesizeHclAttributes(): { [name: string]: unknown } {
    const { name, labels } = this.config.metadata;
    const attribute = (value: unknown) => ({ value, isBlock: false });
    return { metadata: { value: [{ name: attribute(name), labels: attribute(labels) }], isBlock: true } };
  }
}
