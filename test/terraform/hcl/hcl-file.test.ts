import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { hcl } from "../../../src/terraform/hcl/expression";
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
    file.local("arn", cluster.arn);
    file.local("issuer", cluster.identity.get(0).oidc.get(0).issuer);
    expect(file.toHcl()).toContain(`  arn    = data.aws_eks_cluster.cluster[0].arn
  issuer = data.aws_eks_cluster.cluster[0].identity[0].oidc[0].issuer
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
