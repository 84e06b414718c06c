import type { LoggerOptions, Project } from "projen";

/** Where the collector that samples runs: `daemonset`, one on every node. */
export type Topology = "daemonset";

/** How the collector gets its AWS credentials: `irsa`, IAM Roles for Service Accounts. */
export type Identity = "irsa";

/** The versions of the `opentelemetry-collector` Helm chart whose values are known and tested. */
export type ChartVersion = "0.78.0" | "0.170.0";

/** A framework for which an instrumented example application can be generated. */
export type ExampleApp = "express" | "django" | "go" | "spring" | "dotnet";

/** The licences whose text can be generated; `UNLICENSED` writes none. */
export type RepositoryLicense = "Apache-2.0" | "MIT" | "MIT-0" | "MPL-2.0" | "UNLICENSED";

/** How much the collector logs of each batch that it exports. */
export type LogVerbosity = "basic" | "normal" | "detailed";

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
   * @default "daemonset"
   */
  readonly topology?: Topology;

  /**
   * How the collector gets its AWS credentials.
   *
   * @default "irsa"
   * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
   */
  readonly identity?: Identity;

  /**
   * Version of the `opentelemetry-collector` Helm chart.
   *
   * 0.78.0 runs collector 0.92.0, 0.170.0 runs collector 0.158.0.
   *
   * @default "0.78.0"
   * @see https://github.com/open-telemetry/opentelemetry-helm-charts/blob/main/charts/opentelemetry-collector/UPGRADING.md
   */
  readonly chartVersion?: ChartVersion;

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
   * Export to AWS X-Ray.
   *
   * @default - every span attribute is indexed
   */
  readonly xray?: XrayOptions;

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
   * Terraform and provider version ranges, and tags.
   *
   * @default - Terraform 1.9 and later, AWS provider 5 and 6, Helm provider 2 and 3, no tags
   */
  readonly terraform?: TerraformOptions;

  /**
   * The repository around the module: licence, owners, workflows.
   *
   * @default - Apache-2.0, no code owners, all standards
   */
  readonly repository?: RepositoryOptions;

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

/** Which traces are kept. */
export interface SamplingOptions {
  /**
   * How long the collector holds a trace, from its first span on, before it decides, in seconds.
   *
   * It must exceed the longest request that matters: a span that arrives later takes no part in the decision. Of 100
   * failed roots that came 5 s after the window, 8 (collector 0.92.0) and 14 (0.159.0) were kept, within it all 100.
   *
   * @default 10
   */
  readonly decisionWaitSeconds?: number;

  /**
   * Number of traces that the collector holds at most. The oldest is dropped undecided when there are more.
   *
   * @default 100000
   */
  readonly numTraces?: number;

  /**
   * New traces per second that one collector is expected to see. Sizes the sampler's tables, and the memory check.
   *
   * @default 1000
   */
  readonly expectedNewTracesPerSec?: number;

  /**
   * Keep every trace that has a span with status ERROR.
   *
   * A 4xx answer is no ERROR status on a server span.
   *
   * @default true
   * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#status
   */
  readonly keepErrors?: boolean;

  /**
   * Keep every trace that lasts this long or longer, from its first start to its last end, in milliseconds.
   *
   * @default 500
   */
  readonly latencyThresholdMs?: number;

  /**
   * Further sampling policies. A trace is kept when any policy says so.
   *
   * @default []
   */
  readonly policies?: SamplingPolicy[];
}

/** A sampling policy of the collector's `tail_sampling` processor. */
export type SamplingPolicy = SingleSamplingPolicy | AndPolicy;

/** A sampling policy that is not made of others. */
export type SingleSamplingPolicy =
  | BooleanAttributePolicy
  | LatencyPolicy
  | NumericAttributePolicy
  | OttlConditionPolicy
  | ProbabilisticPolicy
  | RateLimitingPolicy
  | SpanCountPolicy
  | StatusCodePolicy
  | StringAttributePolicy
  | TraceStatePolicy;

/** Keeps traces with a boolean attribute of this value. */
export interface BooleanAttributePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `boolean_attribute`. */
  readonly type: "boolean_attribute";
  /** Key of the span or resource attribute. */
  readonly key: string;
  /** Value that it must have. */
  readonly value: boolean;
}

/** Keeps traces by their duration. */
export interface LatencyPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `latency`. */
  readonly type: "latency";
  /** Shortest duration that is kept, in milliseconds. */
  readonly thresholdMs: number;
}

/** Keeps traces with a numeric attribute within bounds. */
export interface NumericAttributePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `numeric_attribute`. */
  readonly type: "numeric_attribute";
  /** Key of the span or resource attribute. */
  readonly key: string;
  /** Smallest value that is kept. */
  readonly minValue: number;
  /** Largest value that is kept. */
  readonly maxValue: number;
}

/** Keeps traces with a span for which an OTTL condition holds. */
export interface OttlConditionPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `ottl_condition`. */
  readonly type: "ottl_condition";
  /**
   * Conditions on spans. One that holds is enough.
   *
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl/contexts/ottlspan
   */
  readonly spanConditions: string[];
}

/** Keeps a share of all traces, chosen by a hash of the trace id. */
export interface ProbabilisticPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `probabilistic`. */
  readonly type: "probabilistic";
  /** Share that is kept, in percent, from 0 to 100. */
  readonly samplingPercentage: number;
}

/** Keeps traces up to a number of spans per second. */
export interface RateLimitingPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `rate_limiting`. */
  readonly type: "rate_limiting";
  /** Spans per second and collector that are kept at most. */
  readonly spansPerSecond: number;
}

/** Keeps traces by their number of spans. */
export interface SpanCountPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `span_count`. */
  readonly type: "span_count";
  /** Smallest number of spans that is kept. */
  readonly minSpans: number;
}

/** Keeps traces that have a span with one of these status codes. */
export interface StatusCodePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `status_code`. */
  readonly type: "status_code";
  /** The status codes: `OK`, `ERROR`, `UNSET`. */
  readonly statusCodes: SpanStatusCode[];
}

/** Status of a span. */
export type SpanStatusCode = "OK" | "ERROR" | "UNSET";

/** Keeps traces with a string attribute of one of these values. */
export interface StringAttributePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `string_attribute`. */
  readonly type: "string_attribute";
  /** Key of the span or resource attribute, for example `service.name`. */
  readonly key: string;
  /** Values of which one must match. */
  readonly values: string[];
  /**
   * Whether the values are regular expressions.
   *
   * @default false
   */
  readonly enabledRegexMatching?: boolean;
  /**
   * Whether a trace with a match is dropped whatever the other policies say.
   *
   * @default false
   */
  readonly invertMatch?: boolean;
}

/** Keeps traces with a W3C trace state entry of one of these values. */
export interface TraceStatePolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `trace_state`. */
  readonly type: "trace_state";
  /** Key in the trace state. */
  readonly key: string;
  /** Values of which one must match. */
  readonly values: string[];
}

/** Keeps traces that all of its policies would keep. */
export interface AndPolicy {
  /** Name of the policy, unique. It is a label of the sampler's metrics. */
  readonly name: string;
  /** `and`. */
  readonly type: "and";
  /** The policies of which all must hold. None of them is itself an `and`. */
  readonly policies: SingleSamplingPolicy[];
}

/** The collector's own needs. */
export interface CollectorOptions {
  /**
   * Name of the Helm release, of the Service and of the service account.
   *
   * @default "otel-collector"
   */
  readonly releaseName?: string;

  /**
   * Helm repository of the chart, for example a private mirror.
   *
   * Default of the Terraform variable `chart_repository`.
   *
   * @default "https://open-telemetry.github.io/opentelemetry-helm-charts"
   */
  readonly chartRepository?: string;

  /**
   * Container image of the collector, without a tag. It has to be a contrib build, or one of your own with the same
   * components.
   *
   * Default of the Terraform variable `image_repository`.
   *
   * @default - the contrib image that the chart version advises
   */
  readonly imageRepository?: string;

  /**
   * Tag of the image.
   *
   * @default - the collector version that the chart was released with
   */
  readonly imageTag?: string;

  /**
   * Memory of the collector that is never exceeded, in MiB. The container's limit lies above it.
   *
   * Default of the Terraform variable `memory_limit_mib`.
   *
   * @default 400
   * @see https://github.com/open-telemetry/opentelemetry-collector/tree/main/processor/memorylimiterprocessor
   */
  readonly memoryLimitMib?: number;

  /**
   * Headroom for spikes, in MiB. The collector refuses data from `memoryLimitMib - memorySpikeLimitMib` on.
   *
   * Default of the Terraform variable `memory_spike_limit_mib`.
   *
   * @default 100
   */
  readonly memorySpikeLimitMib?: number;

  /**
   * Time between two measurements of the memory, in seconds.
   *
   * @default 1
   */
  readonly memoryCheckIntervalSeconds?: number;

  /**
   * CPU request of the collector's container, in thousandths of a core.
   *
   * @default 100
   */
  readonly cpuRequestMillicores?: number;

  /**
   * Taints that the collector tolerates.
   *
   * The Service keeps traffic on its node, so spans of a node without a collector are lost.
   *
   * @default [{ operator: "Exists" }] - every node
   */
  readonly tolerations?: Toleration[];

  /**
   * Labels that a node must have to run a collector.
   *
   * @default {} - every node
   */
  readonly nodeSelector?: { readonly [label: string]: string };

  /**
   * Priority class of the collector's pods.
   *
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * How much the collector logs of each batch that it exports.
   *
   * @default "basic"
   */
  readonly logVerbosity?: LogVerbosity;
}

/**
 * A taint that the collector tolerates.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * Key of the taint.
   *
   * @default - every key, with operator `Exists`
   */
  readonly key?: string;
  /**
   * `Exists` or `Equal`.
   *
   * @default "Equal"
   */
  readonly operator?: TolerationOperator;
  /**
   * Value of the taint, with operator `Equal`.
   *
   * @default - none
   */
  readonly value?: string;
  /**
   * Effect of the taint.
   *
   * @default - every effect
   */
  readonly effect?: TaintEffect;
}

/** How a toleration is compared with a taint. */
export type TolerationOperator = "Exists" | "Equal";

/** What a taint does to pods that do not tolerate it. */
export type TaintEffect = "NoSchedule" | "PreferNoSchedule" | "NoExecute";

/** Export to AWS X-Ray. */
export interface XrayOptions {
  /**
   * Make every span attribute searchable. X-Ray bills partly by indexed data.
   *
   * @default - true, unless `indexedAttributes` lists some
   * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsxrayexporter
   */
  readonly indexAllAttributes?: boolean;

  /**
   * Span attributes that are searchable, when not all of them are. A resource attribute takes the prefix
   * `otel.resource.`. X-Ray indexes 50 annotations a trace at most.
   *
   * @default []
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-annotations
   */
  readonly indexedAttributes?: string[];
}

/** Terraform and provider version ranges, and tags. */
export interface TerraformOptions {
  /**
   * Range of Terraform and OpenTofu versions.
   *
   * @default ">= 1.9, < 2.0"
   */
  readonly requiredVersion?: string;

  /**
   * Range of AWS provider versions.
   *
   * @default ">= 5.0, < 7.0"
   */
  readonly awsProviderVersion?: string;

  /**
   * Range of Helm provider versions.
   *
   * @default ">= 2.12, < 4.0"
   */
  readonly helmProviderVersion?: string;

  /**
   * Tags of the AWS resources.
   *
   * Default of the Terraform variable `tags`.
   *
   * @default {}
   */
  readonly tags?: { readonly [key: string]: string };
}

/** The repository around the module. */
export interface RepositoryOptions {
  /**
   * Licence of the generated repository.
   *
   * @default "Apache-2.0"
   */
  readonly license?: RepositoryLicense;

  /**
   * Who holds the copyright.
   *
   * @default - the name of the repository, followed by "authors"
   */
  readonly copyrightOwner?: string;

  /**
   * Year or years of the copyright. It is never taken from the clock, so that a new year changes no file.
   *
   * @default - none
   */
  readonly copyrightPeriod?: string;

  /**
   * GitHub users, teams or addresses who own every file, such as `@example/platform`.
   *
   * @default [] - no CODEOWNERS file
   */
  readonly codeOwners?: string[];

  /**
   * Generate the GitHub workflow that formats, validates, tests and lints the module and checks for drift.
   *
   * @default true
   */
  readonly githubWorkflows?: boolean;

  /**
   * Generate a Renovate configuration.
   *
   * @default true
   */
  readonly renovate?: boolean;
}
