import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";

/** A module's elements, by the names that they have in HCL. */
export class HclModule extends TerraformStack {
  constructor() {
    // Without an app there is no manifest, no backend and no provider, none of which a module has.
    super(undefined as unknown as Construct, "module");
  }

  /** The last part of the construct's id, so that references carry the name and no hash. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { id } = TerraformElement.isTerraformElement(element) ? element.node : element;
    return id.slice(id.lastIndexOf(".") + 1);
  }
}
