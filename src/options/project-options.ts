import type { LoggerOptions, Project } from "projen";
import type { AmpOptions } from "./amp-options";
import type { CollectorOptions } from "./collector-options";
import type { EgressOptions } from "./egress-options";
import type { GatewayOptions } from "./gateway-options";
import type { KubernetesAttributesOptions } from "./kubernetes-attributes-options";
import type { NetworkPolicyOptions } from "./network-policy-options";
import type { OtlpExporter } from "./otlp-exporter-options";
import type { OtlpQueueOptions } from "./otlp-queue-options";
import type { Preset } from "./preset";
import type { RedactionOptions } from "./redaction-options";
import type { RepositoryOptions } from "./repository-options";
import type { SamplingOptions } from "./sampling-options";
import type { SpanMetricsOptions } from "./span-metrics-options";
import type { TerraformOptions } from "./terraform-options";
import type { XrayOptions } from "./xray-options";

/**
 * Where the collector that samples runs: `daemonset`, one on every node, or `gateway`, a tier of its own behind agents on
 * every node.
 */
export type Topology = "daemonset" | "gateway";

/** How the collector gets its AWS credentials: `irsa`, IAM Roles for Service Accounts, or `pod-identity`, EKS Pod Identity. */
export type Identity = "irsa" | "pod-identity";

/** A framework for which an instrumented example application can be generated. */
export type ExampleApp = "express" | "django" | "go" | "spring" | "dotnet";

/**
 * The one object from which a tracing repository is generated.
 *
 * Everything is checked before anything is written. A mistake throws an error that lists every option that is not
 * valid, with what was given and what is allowed.
 */
export interface EksOtelTracingProjectOptions {
  /**
   * Name of the repository, and of the Terraform module in its README.
   *
   * @default "eks-otel-tracing"
   * @pjnew $BASEDIR
   */
  readonly name?: string;

  /**
   * Name of the EKS cluster, stamped onto every span.
   *
   * Default of the Terraform variable `cluster_name`.
   *
   * @default - none, `cluster_name` stays required
   */
  readonly clusterName?: string;

  /**
   * Kubernetes namespace of the collector.
   *
   * Default of the Terraform variable `namespace`.
   *
   * @default "tracing"
   */
  readonly namespace?: string;

  /**
   * Share of ordinary traces that is kept, in percent, from 0 to 100. Failed and slow traces are kept whatever it says,
   * unless `sampling.keepErrors` is off.
   *
   * Default of the Terraform variable `sampling_rate_percentage`, so a cluster can still choose its own.
   *
   * @default 10
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/tailsamplingprocessor
   */
  readonly samplingRatePercentage?: number;

  /**
   * Remote-write URL of an Amazon Managed Service for Prometheus workspace. Set, it turns the metrics pipeline on.
   *
   * Default of the Terraform variable `amp_remote_write_endpoint`.
   *
   * @default - none, the variable's default is `null` and there is no metrics pipeline
   * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-RemoteWrite.html
   */
  readonly ampRemoteWriteEndpoint?: string;

  /**
   * Where the collector that samples runs.
   *
   * `daemonset` is one tier: each collector sees its own node's spans, and decides on those. `gateway` is two: the collector
   * on a node is an agent, under the same name and at the same address, and hands every span to the one gateway that holds
   * its trace. With one span on each of three nodes, of which only the innermost failed or was slow, one tier keeps 8 % of
   * the failed and 11 % of the slow traces whole, two tiers all.
   *
   * It can be changed there and back; the generated README says what is lost meanwhile.
   *
   * @default "daemonset"
   */
  readonly topology?: Topology;

  /**
   * How the collector gets its AWS credentials.
   *
   * `irsa` needs the cluster's IAM OIDC provider. `pod-identity` needs the add-on EKS Pod Identity Agent, and AWS provider 5.29
   * or later. It is never both: the service account has either the annotation of the one or the association of the other.
   *
   * It can be changed there and back: the role stays, and the collectors are replaced.
   *
   * @default "irsa"
   * @see https://docs.aws.amazon.com/eks/latest/userguide/service-accounts.html#service-accounts-iam
   */
  readonly identity?: Identity;

  /**
   * Version of the `opentelemetry-collector` Helm chart: what Kubernetes objects are made, and how. What the collector in
   * them does is `collectorVersion`.
   *
   * Any version from 0.78.0 on, but for 0.110.0 to 0.110.2, whose selector labels break an upgrade. One that is newer than
   * the newest that was examined, 0.170.0, is taken to want what that one does, with a warning.
   *
   * @default "0.78.0"
   * @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/main/charts/opentelemetry-collector/UPGRADING.md
   */
  readonly chartVersion?: string;

  /**
   * Version of the OpenTelemetry Collector: what is sampled and how, what is lost at a stop, what X-Ray shows. The image's
   * tag follows it, and everything that differs by version: names of components, policies, texts.
   *
   * Any version from 0.92.0 on, with any chart version. Below 0.102.1 there is a warning, for such a collector can be ended
   * by anyone who can send to it (CVE-2024-36129). One that is newer than the newest that was run, 0.159.0, is taken to do
   * what that one does, with a warning.
   *
   * @default "0.159.0"
   * @see https://github.com/open-telemetry/opentelemetry-collector-releases/releases
   */
  readonly collectorVersion?: string;

  /**
   * Frameworks for which an instrumented example application is generated below `examples/apps/`.
   *
   * `express` (Node.js), `django`, `go`, `spring` (Spring Boot) and `dotnet` (ASP.NET Core) are the same two small services:
   * `PAYMENTS_URL` makes the checkout of one call the checkout of the next, and one trace runs through all of them. The
   * source is yours once it is written, and stays when a framework is left out again.
   *
   * @default ["express"]
   */
  readonly exampleApps?: ExampleApp[];

  /**
   * Frameworks of applications that exist already. For each, what such an application takes over is generated below
   * `examples/existing-apps/`: the dependency lines, and the snippet of its Deployment.
   *
   * @default []
   */
  readonly existingApps?: ExampleApp[];

  /**
   * Which traces are kept.
   *
   * @default - failed traces, traces of 500 ms and more, and `samplingRatePercentage` of the others
   */
  readonly sampling?: SamplingOptions;

  /**
   * The collector's own needs: names, image, memory, nodes.
   *
   * @default - release `otel-collector`, the contrib image, a memory limit of 400 MiB, on every node
   */
  readonly collector?: CollectorOptions;

  /**
   * The tier that samples, with `topology: "gateway"`.
   *
   * @default - 3 gateways with a memory limit of 1000 MiB each, spread over zones, found by DNS
   */
  readonly gateway?: GatewayOptions;

  /**
   * Who may send to the collectors, and where they may go.
   *
   * @default - no network policy
   */
  readonly networkPolicy?: NetworkPolicyOptions;

  /**
   * The way out of the cluster: a proxy, CAs of your own, VPC endpoints.
   *
   * @default - straight to AWS, with the CAs of the collector's image
   */
  readonly egress?: EgressOptions;

  /**
   * Export to AWS X-Ray.
   *
   * @default - every span attribute is indexed
   */
  readonly xray?: XrayOptions;

  /**
   * Metrics to Amazon Managed Service for Prometheus, beside their endpoint: the role of another account.
   *
   * @default - the collector writes as its own role
   */
  readonly amp?: AmpOptions;

  /**
   * Backends beside X-Ray that take OTLP, each with a queue of its own.
   *
   * @default [] - X-Ray alone
   */
  readonly otlpExporters?: OtlpExporter[];

  /**
   * Where that is held which a backend of `otlpExporters` does not take.
   *
   * @default - in memory
   */
  readonly otlpQueue?: OtlpQueueOptions;

  /**
   * Attributes that say which pod spans, metrics and logs come from.
   *
   * @default - none
   */
  readonly kubernetesAttributes?: KubernetesAttributesOptions;

  /**
   * Metrics of requests, errors and durations, from all spans, before sampling.
   *
   * @default - none
   */
  readonly spanMetrics?: SpanMetricsOptions;

  /**
   * What is removed, hashed or masked in traces, metrics and logs before anything leaves the node.
   *
   * @default - nothing
   */
  readonly redaction?: RedactionOptions;

  /**
   * URL paths of health checks, such as `/healthz`. A trace with a span for one of them is dropped.
   *
   * The sampler decides on the whole trace, so that no orphaned children are left behind. Its veto wins over every other
   * policy: a failed or slow health check is dropped too.
   *
   * @default [] - health checks are sampled like any other trace
   */
  readonly dropHealthChecks?: string[];

  /**
   * Terraform and provider version ranges, tags, and the permissions boundary.
   *
   * @default - Terraform 1.9 and later, AWS provider 5 and 6, Helm provider 2 and 3, no tags, no boundary
   */
  readonly terraform?: TerraformOptions;

  /**
   * The repository around the module: licence, owners, workflows.
   *
   * @default - Apache-2.0, no code owners, all standards
   */
  readonly repository?: RepositoryOptions;

  /**
   * What an organisation decides: defaults, and rules that neither this repository nor a caller of its module can break.
   *
   * @default - none
   */
  readonly presets?: Preset[];

  /**
   * Further npm packages for the generated repository, for example the one that holds your own project type.
   *
   * @default []
   */
  readonly devDeps?: string[];

  /**
   * Version of projen that the generated repository pins.
   *
   * @default - the version that runs
   */
  readonly projenVersion?: string;

  /**
   * Directory of the project, relative to its parent or to the working directory.
   *
   * @default "."
   */
  readonly outdir?: string;

  /**
   * Parent project, when the module is part of a larger projen repository.
   *
   * @default - none
   */
  readonly parent?: Project;

  /**
   * How much projen logs.
   *
   * @default {}
   */
  readonly logging?: LoggerOptions;
}
