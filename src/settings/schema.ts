import { isAbsolute, normalize, sep } from "node:path";
import { LogLevel, Project } from "projen";
import * as v from "valibot";
import { chartVersion } from "./chart-version";
import {
  assumer,
  assumesXrayRole,
  collectorVersion,
  knowsExternalId,
  missedPlaces,
  otherVersionInTag,
  redactsEverywhere,
  unknownExternalId,
  unknownToCollector,
  unknownToSpanMetrics,
  vetoingPolicies,
} from "./collector-version";
import * as format from "./formats";
import { amp } from "./groups/amp";
import { collector, RELEASE_NAME_LENGTH } from "./groups/collector";
import { egress } from "./groups/egress";
import { gateway } from "./groups/gateway";
import { kubernetesAttributes } from "./groups/kubernetes-attributes";
import { networkPolicy } from "./groups/network-policy";
import { otlpExporters, takesTraces } from "./groups/otlp-exporters";
import { otlpQueue } from "./groups/otlp-queue";
import { redaction } from "./groups/redaction";
import { repository } from "./groups/repository";
import { sampling } from "./groups/sampling";
import { spanMetrics } from "./groups/span-metrics";
import { terraform } from "./groups/terraform";
import { xray } from "./groups/xray";
import { readAfterRedaction } from "./keys-after-redaction";
import { GATEWAY_SUFFIX } from "./tiers";
import { isBefore, lowestAllowed } from "./version-range";

const apps = format.listOf(format.oneOf("express", "django", "go", "spring", "dotnet"), "['express']");

/** Every option by itself: its type, range and default. */
const options = format.group({
  name: v.optional(format.repositoryName, "eks-otel-tracing"),
  clusterName: v.optional(format.eksClusterName),
  namespace: v.optional(format.kubernetesName(63), "tracing"),
  samplingRatePercentage: v.optional(format.numberWithin(0, 100), 10),
  ampRemoteWriteEndpoint: v.optional(format.remoteWriteUrl),
  topology: v.optional(format.oneOf("daemonset", "gateway"), "daemonset"),
  identity: v.optional(format.oneOf("irsa", "pod-identity"), "irsa"),
  chartVersion: v.optional(chartVersion, "0.78.0"),
  collectorVersion: v.optional(collectorVersion, "0.159.0"),
  exampleApps: v.optional(apps, ["express"]),
  existingApps: v.optional(apps, []),
  sampling: v.optional(sampling, {}),
  collector: v.optional(collector, {}),
  gateway: v.optional(gateway, {}),
  networkPolicy: v.optional(networkPolicy, {}),
  egress: v.optional(egress, {}),
  xray: v.optional(xray, {}),
  amp: v.optional(amp, {}),
  otlpExporters: v.optional(otlpExporters, []),
  otlpQueue: v.optional(otlpQueue, {}),
  kubernetesAttributes: v.optional(kubernetesAttributes, {}),
  spanMetrics: v.optional(spanMetrics, {}),
  redaction: v.optional(redaction, {}),
  dropHealthChecks: v.optional(format.listOf(format.urlPath, "['/healthz']"), []),
  terraform: v.optional(terraform, {}),
  repository: v.optional(repository, {}),
  // What is in them is checked before the options are: their mistakes are the template owner's.
  presets: v.optional(v.array(v.any(), "must be a list of presets, for example [acme]"), []),
  devDeps: v.optional(format.listOf(format.npmPackage, "['my-standards@1.2.0']"), []),
  projenVersion: v.optional(format.text()),
  outdir: v.optional(format.text(4096)),
  parent: v.optional(v.custom<Project>(Project.isProject, "must be a projen project")),
  // How `projen new` tells a project that it is being created.
  __new__: v.optional(v.any()),
  logging: v.optional(
    format.group({
      level: v.optional(v.enum(LogLevel, `must be a LogLevel of projen: one of ${Object.values(LogLevel).join(", ")}`)),
      usePrefix: v.optional(format.flag),
    }),
  ),
});

/** Every option, a template's own among them, and what they must be together. */
export const schemaWith = (ownOptions: Readonly<Record<string, v.GenericSchema>>) =>
  v.pipe(
    format.group({ ...options.entries, ...ownOptions }) as typeof options,
    v.forward(
      v.partialCheck(
        [["topology"], ["collector", "releaseName"]],
        ({ topology, collector: { releaseName } }) =>
          topology !== "gateway" || releaseName.length <= RELEASE_NAME_LENGTH - GATEWAY_SUFFIX.length,
        `must have at most ${RELEASE_NAME_LENGTH - GATEWAY_SUFFIX.length} characters with topology 'gateway', whose release is called like it with ${GATEWAY_SUFFIX}`,
      ),
      ["collector", "releaseName"],
    ),
    v.forward(
      v.partialCheck(
        [["identity"], ["terraform", "awsProviderVersion"]],
        ({ identity, terraform: { awsProviderVersion } }) =>
          missingAssociation(identity, awsProviderVersion) === undefined,
        ({ input: { identity, terraform } }) =>
          `allows AWS provider ${missingAssociation(identity, terraform.awsProviderVersion)}, and identity 'pod-identity' needs ${ASSOCIATIONS_SINCE} or later: begin it with '>= 5.29'`,
      ),
      ["terraform", "awsProviderVersion"],
    ),
    v.forward(
      v.partialCheck(
        [["otlpExporters"], ["xray", "export"], ["otlpQueue", "persistent"]],
        ({ otlpExporters, xray, otlpQueue: { persistent } }) =>
          !persistent || otlpExporters.length > 0 || xray.export === "otlp",
        "is for backends, of which there are none: give otlpExporters, or leave it out",
      ),
      ["otlpQueue", "persistent"],
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) {
        return;
      }
      const { spanMetrics, collectorVersion } = dataset.value;
      for (const { path, message } of unknownToSpanMetrics(collectorVersion, spanMetrics)) {
        addIssue({ message, path: pathWithin(dataset.value, ["spanMetrics", ...path]) });
      }
    }),
    v.forward(
      v.partialCheck(
        [["otlpExporters"], ["xray", "export"]],
        ({ otlpExporters, xray }) => xray.export !== "none" || otlpExporters.some(takesTraces),
        "is 'none', and no entry of otlpExporters takes traces, which would go nowhere: give otlpExporters one with signals: ['traces'], or set xray.export to 'awsxray' or 'otlp'",
      ),
      ["xray", "export"],
    ),
    v.forward(
      v.partialCheck(
        [["otlpExporters"], ["xray", "export"]],
        ({ otlpExporters, xray }) =>
          xray.export !== "otlp" || !otlpExporters.some(({ name, protocol }) => name === "xray" && protocol === "http"),
        "is 'otlp', whose exporter has the name that an entry of otlpExporters has too: give that one another name than 'xray'",
      ),
      ["xray", "export"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["collector", "imageTag"]],
        ({ collectorVersion, collector: { imageTag } }) => otherVersionInTag(collectorVersion, imageTag) === undefined,
        ({ input: { collectorVersion, collector } }) =>
          `is another collector than collectorVersion ${collectorVersion}, and would be given what that one takes: set collectorVersion to '${otherVersionInTag(collectorVersion, collector.imageTag)}'`,
      ),
      ["collector", "imageTag"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["xray", "export"], ["xray", "roleArn"]],
        ({ collectorVersion, xray }) =>
          xray.roleArn === undefined || xray.export !== "awsxray" || assumesXrayRole(collectorVersion),
        ({ input: { collectorVersion } }) =>
          `is read by collector ${collectorVersion}, which then writes as itself: choose a collectorVersion up to 0.120.0 or from 0.144.0 on`,
      ),
      ["xray", "roleArn"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["xray", "export"], ["xray", "externalId"]],
        ({ collectorVersion, xray }) =>
          xray.externalId === undefined || knowsExternalId(assumer("xray", xray.export), collectorVersion),
        ({ input: { collectorVersion, xray } }) => unknownExternalId(assumer("xray", xray.export), collectorVersion),
      ),
      ["xray", "externalId"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["amp", "externalId"]],
        ({ collectorVersion, amp: { externalId } }) =>
          externalId === undefined || knowsExternalId("amp", collectorVersion),
        ({ input: { collectorVersion } }) => unknownExternalId("amp", collectorVersion),
      ),
      ["amp", "externalId"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["redaction"]],
        ({ collectorVersion, redaction }) =>
          Object.values(redaction).every((list) => list.length === 0) || redactsEverywhere(collectorVersion),
        ({ input: { collectorVersion } }) => missedPlaces(collectorVersion),
      ),
      ["redaction"],
    ),
    v.forward(
      v.partialCheck(
        [["redaction"], ["sampling"], ["xray"], ["dropHealthChecks"], ["spanMetrics"]],
        (settings) => readAfterRedaction(settings).length === 0,
        ({ input }) =>
          `takes away ${readAfterRedaction(input as never).join(", ")}, which would find nothing: redaction comes first. Leave the key out of one of them`,
      ),
      ["redaction"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["sampling", "policies"]],
        ({ collectorVersion, sampling: { policies } }) => vetoingPolicies(collectorVersion, policies).length === 0,
        ({ input: { collectorVersion, sampling } }) =>
          `have an inverted match within ${vetoingPolicies(collectorVersion, sampling.policies).join(", ")}, which collector ${collectorVersion} takes for a veto on whole traces: choose a collectorVersion below 0.104.0 or from 0.116.0 on`,
      ),
      ["sampling", "policies"],
    ),
    v.forward(
      v.partialCheck(
        [["collectorVersion"], ["sampling", "rates"]],
        ({ collectorVersion, sampling: { rates } }) => unknownToCollector(collectorVersion, rates) === undefined,
        ({ input: { collectorVersion, sampling } }) => unknownToCollector(collectorVersion, sampling.rates) ?? "",
      ),
      ["sampling", "rates"],
    ),
    v.forward(
      v.partialCheck(
        [["parent"], ["outdir"]],
        ({ parent, outdir }) => parent === undefined || isBelow(outdir),
        "must be the path of a directory below the parent project's, for example 'modules/tracing'",
      ),
      ["outdir"],
    ),
    v.transform((settings) => ({
      ...settings,
      terraform: {
        ...settings.terraform,
        awsProviderVersion:
          settings.terraform.awsProviderVersion ??
          (settings.identity === "pod-identity" ? ">= 5.29, < 7.0" : ">= 5.0, < 7.0"),
      },
    })),
  );

/** The path to a part of a value, as an issue has it. */
function pathWithin(value: unknown, keys: readonly (string | number)[]): [v.IssuePathItem, ...v.IssuePathItem[]] {
  let input = value;
  return keys.map((key): v.IssuePathItem => {
    const item = { origin: "value", input, key, value: (input as Record<string | number, unknown>)[key] };
    input = item.value;
    return { type: typeof key === "number" ? "array" : "object", ...item } as v.IssuePathItem;
  }) as [v.IssuePathItem, ...v.IssuePathItem[]];
}

/**
 * The AWS provider that first knows associations of EKS Pod Identity.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/releases/tag/v5.29.0
 */
const ASSOCIATIONS_SINCE = "5.29.0";

/** The lowest version of a range, if it is one that can't give the collector its identity. */
function missingAssociation(identity: string, range: string | undefined): string | undefined {
  // What is no range has a mistake already.
  const lowest = identity === "pod-identity" && v.is(format.versionRange, range) ? lowestAllowed(range) : undefined;
  return lowest !== undefined && isBefore(lowest, ASSOCIATIONS_SINCE) ? lowest : undefined;
}

const isBelow = (outdir: string | undefined) =>
  outdir !== undefined && !isAbsolute(outdir) && ![".", ".."].includes(normalize(outdir).split(sep)[0]);

/** Every option of ours, and what they must be together. */
export const schema = schemaWith({});
