import type { BROKEN_MODULES } from "../acceptance/module/broken-modules";

/** In one tier and in two. */
const APPLICATIONS_FIND_THE_COLLECTOR = [
  "The endpoint for gRPC has changed: applications would lose their spans.",
  "The endpoint for HTTP has changed: applications would lose their spans.",
  "Applications must be told the endpoint for gRPC.",
  "Without a metrics pipeline, applications must not send metrics.",
];

/**
 * What the generated tests promise of the modules that an acceptance test breaks, by file and run: each message stands for an
 * assertion. A promise that is gone from the tests is missed here, and one that nothing can break there.
 */
export const PROMISES: Readonly<Record<keyof typeof BROKEN_MODULES, Readonly<Record<string, object>>>> = {
  "one tier, with IRSA": {
    "tests/defaults.tftest.hcl": {
      applications_find_the_collector: APPLICATIONS_FIND_THE_COLLECTOR,
      only_the_collector_can_assume_the_role: [
        "The role must trust one service account of one namespace.",
        "The chart's service account must be the one that the role trusts.",
        "The service account must name the role.",
      ],
      the_chart_is_pinned: ["The chart must be version 0.78.0, with a Service."],
      the_collector_sends_to_x_ray: [
        "Traces must go to the provider's region.",
        "There must be a pipeline for traces, and no other.",
      ],
      the_role_can_write_traces_and_nothing_else: [
        "Without a metrics pipeline, the role needs X-Ray's two write actions alone.",
      ],
      what_is_kept: [
        "The collector must hold a trace for 10 s.",
        "Every failed trace must be kept.",
        "Every trace of 500 ms or more must be kept.",
        "10 % of the other traces must be kept.",
      ],
    },
    "tests/inputs.tftest.hcl": {
      a_cluster_chooses_for_itself: [
        "The Service must be in the namespace that is given.",
        "The share must arrive in the sampler.",
        "Traces must go to the region that is given.",
        "The role must have the boundary and the tags.",
        "The role must be where the cluster wants it.",
        "The container's limit must lie above the collector's.",
      ],
      a_long_cluster_name_makes_a_role_name_that_iam_takes: [
        "The role's name must not have more than 64 characters.",
        "The role's name must differ from that of a cluster whose name starts alike.",
      ],
      an_oidc_provider_that_is_given_is_not_looked_up: [
        "A cluster of the same apply cannot be looked up.",
        "The role must trust the provider that is given.",
      ],
      extra_values_come_last: ["The last document wins, so what the user gives must be the last."],
      headroom_must_leave_something: ["refuses helm_release.collector"],
      values_that_cannot_work_are_refused: [
        "refuses var.cluster_name",
        "refuses var.namespace",
        "refuses var.sampling_rate_percentage",
        "refuses var.amp_remote_write_endpoint",
        "refuses var.aws_region",
        "refuses var.role_name",
        "refuses var.role_path",
        "refuses var.permissions_boundary_arn",
        "refuses var.memory_limit_mib",
        "refuses var.memory_spike_limit_mib",
        "refuses var.chart_repository",
        "refuses var.image_repository",
        "refuses var.extra_values",
      ],
    },
    "tests/metrics.tftest.hcl": {
      a_private_endpoint_needs_the_workspace: ["refuses data.aws_iam_policy_document.permissions"],
      a_private_endpoint_with_its_workspace: [
        "The role must be able to write to the workspace that is given.",
        "Requests must be signed for the region of the workspace.",
      ],
      a_workspace_of_the_same_apply: ["There must be a pipeline for metrics beside the one for traces."],
      a_workspace_without_an_endpoint_is_refused: ["refuses data.aws_iam_policy_document.permissions"],
      an_endpoint_turns_the_pipeline_on: [
        "There must be a pipeline for metrics beside the one for traces.",
        "Requests must be signed for the region of the workspace.",
        "The role must be able to write to this workspace and no other.",
        "Applications must be told to send metrics.",
      ],
    },
  },
  "two tiers in a private cluster, with Pod Identity and roles of other accounts": {
    "tests/accounts.tftest.hcl": {
      a_cluster_writes_metrics_as_its_own_role: [
        "The collector must assume no role.",
        "The collector's role must write metrics itself.",
      ],
      a_cluster_writes_traces_as_its_own_role: [
        "The collector must assume no role.",
        "The collector's role must write traces itself.",
      ],
      metrics_are_written_as_the_role_that_is_given: [
        "The collector must assume the role that is given.",
        "The role's account must be sent the external id that it asks for.",
        "The collector's role must be able to assume that role, and no other.",
        "The collector's own role must not write metrics.",
      ],
      roles_that_are_none_are_refused: [
        "refuses var.xray_role_arn",
        "refuses var.xray_external_id",
        "refuses var.amp_role_arn",
        "refuses var.amp_external_id",
      ],
      traces_are_written_as_the_role_that_is_given: [
        "The collector must assume the role that is given.",
        "The role's account must be sent the external id that it asks for.",
        "The collector's role must be able to assume that role, and no other.",
        "The collector's own role must not write traces.",
      ],
    },
    "tests/defaults.tftest.hcl": {
      applications_find_the_collector: APPLICATIONS_FIND_THE_COLLECTOR,
      only_the_collector_can_assume_the_role: [
        "The role must trust one service account of one namespace.",
        "The chart's service account must be the one that the role trusts.",
        "EKS must give the role to the pods of that service account.",
        "The service account must name no role: a pod has one identity.",
      ],
      the_chart_is_pinned: ["The chart must be version 0.78.0, with a Service."],
      the_collector_sends_to_x_ray: [
        "Traces must go to the provider's region, in its partition.",
        "Requests must be signed for the provider's region.",
        "There must be a pipeline for traces, and no other.",
      ],
      what_is_kept: [
        "The collector must hold a trace for 10 s.",
        "Every failed trace must be kept.",
        "Every trace of 500 ms or more must be kept.",
        "10 % of the other traces must be kept.",
      ],
    },
    "tests/gateway.tftest.hcl": {
      a_cluster_chooses_its_gateways: [
        "There must be as many gateways as are asked for.",
        "The container's limit must lie above the gateway's.",
        "What the user gives for the gateway must arrive there, and nowhere else.",
      ],
      a_greatest_number_below_the_least_is_refused: ["refuses helm_release.gateway"],
      agents_hand_a_trace_to_one_gateway: [
        "The spans of a trace must meet in one gateway.",
        "Agents must find the gateway by its Service.",
        "The gateway's Service must be headless, or its name has one address for all gateways.",
        "Agents must limit memory, and decide nothing.",
      ],
      agents_have_no_rights_in_aws: [
        "The agents' service account must name no role.",
        "The gateway's service account alone must assume the role.",
      ],
      autoscaling_is_the_clusters_choice: ["With a greatest number, the number must follow the load."],
      gateways_that_cannot_work_are_refused: [
        "refuses var.gateway_replicas",
        "refuses var.gateway_max_replicas",
        "refuses var.gateway_memory_limit_mib",
        "refuses var.gateway_memory_spike_limit_mib",
        "refuses var.gateway_extra_values",
      ],
      there_are_two_releases: [
        "Agents must run on every node, under the name that applications know.",
        "The gateway must be a release of its own.",
        "Both releases must be in one namespace, of one version of the chart.",
      ],
    },
    "tests/namespace.tftest.hcl": {
      the_namespace_has_its_labels_before_the_collectors_come: [
        "The namespace must be that of the release.",
        "Pods must be as the standard has them.",
        "Helm must not make what is Terraform's.",
      ],
      the_namespace_may_be_the_callers: ["A namespace that is made elsewhere must be left alone."],
    },
    "tests/network-policy.tftest.hcl": {
      blocks_that_are_none_are_refused: ["refuses var.egress_cidr_blocks"],
      https_is_open_to_the_blocks_that_are_given: [
        "What the caller gives must be where AWS is looked for.",
        "AWS answers on port 443.",
      ],
      metrics_may_go_to_another_port: ["The port that the endpoint names must be open."],
    },
    "tests/private.tftest.hcl": {
      a_cluster_names_what_else_it_needs: ["Terraform must look for what the caller names."],
      an_endpoint_without_private_dns_is_refused: ["refuses data.aws_vpc_endpoint.required"],
      credentials_come_from_the_region: ["No VPC endpoint leads to the global endpoint of the Security Token Service."],
      endpoints_are_looked_for_in_the_vpc: [
        "Terraform must look for what the collector calls.",
        "Endpoints must be those of the VPC that is given, which is not looked up then.",
        "Endpoints must be those of the provider's region and partition.",
      ],
      what_is_no_vpc_and_no_service_is_refused: ["refuses var.vpc_id", "refuses var.vpc_endpoint_services"],
      x_ray_of_another_region_is_refused: ["refuses data.aws_vpc_endpoint.required"],
    },
  },
};
