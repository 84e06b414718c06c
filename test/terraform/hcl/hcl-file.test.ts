import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { call, hcl } from "../../../src/terraform/hcl/expression";
import { HclFile } from "../../../src/terraform/hcl/hcl-file";
import { HclModule } from "../../../src/terraform/hcl/hcl-module";
import { dynamic, explained } from "../../../src/terraform/hcl/nested-block";

const newFile = () => new HclFile(new HclModule(), "test.tf");

describe("a resource", () => {
  test("has its attributes in the order in which they were given", () => {
    const file = newFile();
    file.resource(IamRole, "collector", { name: "b", description: "a", assumeRolePolicy: "{}" });
    expect(file.toHcl()).toBe(`resource "aws_iam_role" "collector" {
  name               = "b"
  description        = "a"
  assume_role_policy = "{}"
}
`);
  });

  test("shows comments, paragraphs, count, preconditions and dependencies where the style guide has them", () => {
    const file = newFile();
    const first = file.resource(IamRole, "first", { assumeRolePolicy: "{}" });
    file.resource(
      IamRole,
      "second",
      { name: "b", assumeRolePolicy: "{}", path: "/" },
      {
        why: "Why second.",
        whyAttribute: { name: "Why b." },
        paragraphs: ["path"],
        count: hcl`var.on ? 1 : 0`,
        preconditions: [{ condition: hcl`var.on`, errorMessage: "Not on." }],
        dependsOn: [first],
      },
    );
    expect(file.toHcl()).toContain(`# Why second.
resource "aws_iam_role" "second" {
  count = var.on ? 1 : 0

  # Why b.
  name = "b"

  assume_role_policy = "{}"

  path = "/"

  lifecycle {
    precondition {
      condition     = var.on
      error_message = "Not on."
    }
  }

  depends_on = [aws_iam_role.first]
}
`);
  });

  test("with a count is referred to by its only instance, nested attributes included", () => {
    const file = newFile();
    const cluster = file.data(DataAwsEksCluster, "cluster", { name: "a" }, { count: hcl`1` });
    const role = file.resource(IamRole, "role", { assumeRolePolicy: "{}" }, { count: hcl`1` });
    file.local("arn", cluster.arn);
    file.local("issuer", cluster.identity.get(0).oidc.get(0).issuer);
    file.local("role", role.arn);
    expect(file.toHcl()).toContain(`  arn    = data.aws_eks_cluster.cluster[0].arn
  issuer = data.aws_eks_cluster.cluster[0].identity[0].oidc[0].issuer
  role   = aws_iam_role.role[0].arn
`);
  });

  test("says what holds before and after, and why it outlives what uses it", () => {
    const file = newFile();
    file.data(
      DataAwsEksCluster,
      "each",
      { name: `${hcl`each.key`}` },
      {
        forEach: hcl`toset(["a"])`,
        createBeforeDestroy: "Why first.",
        preconditions: [{ condition: hcl`var.on`, errorMessage: "Not on." }],
        postconditions: [{ condition: hcl`self.version != ""`, errorMessage: "No version." }],
      },
    );
    expect(file.toHcl()).toBe(`data "aws_eks_cluster" "each" {
  for_each = toset(["a"])

  name = each.key

  lifecycle {
    # Why first.
    create_before_destroy = true

    precondition {
      condition     = var.on
      error_message = "Not on."
    }

    postcondition {
      condition     = self.version != ""
      error_message = "No version."
    }
  }
}
`);
  });

  test("with an attribute that the provider does not have is refused, by the compiler and when it is written", () => {
    const file = newFile();
    expect(() =>
      file.resource(IamRole, "collector", {
        assumeRolePolicy: "{}",
        // @ts-expect-error Did you mean 'description'?
        descripton: "",
      }),
    ).toThrow("cdktf does not synthesise descripton");
  });

  test("takes no meta-argument of cdktf, which writes them wrongly", () => {
    const file = newFile();
    expect(() =>
      file.resource(IamRole, "collector", {
        assumeRolePolicy: "{}",
        // @ts-expect-error in the options instead
        lifecycle: { preventDestroy: true },
      }),
    ).toThrow("cdktf does not synthesise lifecycle");
  });
});

describe("what cdktf makes of a config is read together with it, and refused where the two differ", () => {
  /** A resource of which cdktf would say this. */
  const file = (config: object, synthesised: object) => {
    class Odd extends TerraformResource {
      static readonly tfResourceType = "odd";
      constructor(scope: Construct, id: string) {
        super(scope, id, { terraformResourceType: "odd" });
      }
      protected synthesizeHclAttributes() {
        return synthesised as { [name: string]: any };
      }
    }
    return () => newFile().resource(Odd as never, "odd", config);
  };
  const attribute = { value: 1, isBlock: false };

  test.each<[string, object, object, string]>([
    ["adds", { a: 1 }, { a: attribute, b_c: attribute, d: attribute }, "cdktf adds b_c, d, which nobody asked for"],
    ["leaves out", { aB: 1 }, {}, "cdktf does not synthesise aB"],
    ["takes for an object", { aB: {} }, { a_b: { ...attribute, type: "struct" } }, "aB is an object of attributes"],
    ["takes for a block", { aB: 1 }, { a_b: { value: 1, isBlock: true } }, "a_b is not a block"],
    ["takes for a block, null", { a: null }, { a: { value: null, isBlock: true } }, "a is not a block"],
  ])("something that cdktf %s", (_, config, synthesised, message) => {
    expect(file(config, synthesised)).toThrow(message);
  });

  test("nothing else", () => {
    expect(file({ aB: 1, c: undefined }, { a_b: attribute })).not.toThrow();
  });
});

test("nested blocks are blocks, dynamic ones and comments included", () => {
  const file = newFile();
  file.data(DataAwsIamPolicyDocument, "write", {
    statement: [
      explained("Why one.", { actions: ["a:B"], principals: [{ type: "AWS", identifiers: ["*"] }] }),
      dynamic(hcl`var.arns`, "Why many.", { resources: [`${hcl`statement.value`}`] }),
    ],
  });
  expect(file.toHcl()).toBe(`data "aws_iam_policy_document" "write" {
  # Why one.
  statement {
    actions = ["a:B"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }

  # Why many.
  dynamic "statement" {
    for_each = var.arns

    content {
      resources = [statement.value]
    }
  }
}
`);
});

describe("a variable", () => {
  test.each([null, 0, false, "", [], {}])("keeps the default %p, which cdktf's HCL drops", (preset) => {
    const file = newFile();
    file.variable("x", { type: "any", description: "d", default: preset });
    expect(file.toHcl()).toContain(`  default     = ${JSON.stringify(preset)}\n`);
  });

  test("without a default is required", () => {
    const file = newFile();
    file.variable("x", { type: "string", description: "d", nullable: false });
    expect(file.toHcl()).toBe(`variable "x" {
  type        = string
  description = "d"
  nullable    = false
}
`);
    expect(file.variables).toMatchObject([{ name: "x", type: "string", description: "d", default: undefined }]);
  });

  test("shows its condition before the message", () => {
    const file = newFile();
    file.variable("x", {
      type: "number",
      description: "d",
      validation: [{ condition: hcl`var.x > 0`, errorMessage: "x must be more than 0." }],
    });
    expect(file.toHcl()).toContain(`
  validation {
    condition     = var.x > 0
    error_message = "x must be more than 0."
  }
}
`);
  });
});

test("neighbouring locals share a block, others do not", () => {
  const file = newFile();
  file.local("a", 1);
  file.local("bc", 2);
  file.output("x", { description: "d", value: 1 });
  file.local("d", 3, "Why d.");
  expect(file.toHcl()).toBe(`locals {
  a  = 1
  bc = 2
}

output "x" {
  description = "d"
  value       = 1
}

locals {
  # Why d.
  d = 3
}
`);
});

test.each<[string, (file: HclFile, list: string[]) => unknown]>([
  ["a local", (file, list) => file.local("a", list)],
  ["an output", (file, value) => file.output("a", { description: "d", value })],
  ["a default", (file, preset) => file.variable("a", { type: "any", description: "d", default: preset })],
  [
    "a validation",
    (file, list) =>
      file.variable("a", {
        type: "any",
        description: "d",
        validation: [{ condition: call("alltrue", list), errorMessage: "e" }],
      }),
  ],
  [
    "an attribute",
    (file, managedPolicyArns) => file.resource(IamRole, "a", { assumeRolePolicy: "{}", managedPolicyArns }),
  ],
  [
    "a precondition",
    (file, list) =>
      file.resource(
        IamRole,
        "a",
        { assumeRolePolicy: "{}" },
        { preconditions: [{ condition: call("alltrue", list), errorMessage: "e" }] },
      ),
  ],
  ["a nested block", (file, actions) => file.data(DataAwsIamPolicyDocument, "a", { statement: [{ actions }] })],
  [
    "a block in it",
    (file, identifiers) =>
      file.data(DataAwsIamPolicyDocument, "a", { statement: [{ principals: [{ type: "AWS", identifiers }] }] }),
  ],
  [
    "the elements of a dynamic block",
    (file, list) =>
      file.data(DataAwsIamPolicyDocument, "a", { statement: [dynamic(call("toset", list), "Why.", { sid: "b" })] }),
  ],
  [
    "its content",
    (file, actions) => file.data(DataAwsIamPolicyDocument, "a", { statement: [dynamic(hcl`b`, "Why.", { actions })] }),
  ],
])("a list that is too long for its line is broken, and no other: %s", (_, add) => {
  const lines = (length: number) => {
    const file = newFile();
    add(file, ["x".repeat(length), "y"]);
    return file.toHcl().split("\n");
  };
  const unbroken = (text: string) => text.includes('x", "y"]');
  const line = lines(1).find(unbroken) ?? "";
  // Neither what aligns equals signs counts nor the bracket of a call.
  const most = 120 + (/\S( *) = /.exec(line)?.[1].length ?? 0) + (line.includes("(") ? 1 : 0);
  const length = 1 + most - line.length;
  expect(lines(length).find(unbroken)).toHaveLength(most);
  expect(lines(length + 1).filter(unbroken)).toEqual([]);
  expect(lines(length + 1)).toContainEqual(`${/^ */.exec(line)?.[0]}  "y",`);
});
