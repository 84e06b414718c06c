# <% marker %>

# Region and credentials come from the environment, as in any other tool of AWS.
provider "aws" {
}

data "aws_caller_identity" "current" {
}

data "aws_partition" "current" {
}

data "aws_region" "current" {
}

# X-Ray may write spans to the log groups of Transaction Search, and only those that this account and region sent.
data "aws_iam_policy_document" "spans" {
  statement {
    sid     = "TransactionSearchXRayAccess"
    actions = ["logs:PutLogEvents"]
    resources = [
      for group in ["aws/spans", "/aws/application-signals/data"] :
      "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:${group}:*"
    ]

    principals {
      type        = "Service"
      identifiers = ["xray.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:xray:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "spans" {
  policy_name     = var.policy_name
  policy_document = data.aws_iam_policy_document.spans.json
}
