import type { Project } from "projen";
import { Component } from "projen";
import type { Framework } from "../apps/framework";
import { frameworks } from "../apps/frameworks";
import { collectorTexts } from "../collector/collector-texts";
import { clusterEnvironment, OTLP_GRPC_PORT, OTLP_HTTP_PORT, TELEMETRY_PORT } from "../collector/endpoints";
import { withReason } from "../collector/environment-view";
import { markdownCell } from "../markdown-cell";
import { markdownCode } from "../markdown-code";
import { demand } from "../settings/rules";
import type { Settings } from "../settings/settings";
import type { View } from "../template";
import { TemplateFile } from "../template";
import { moduleInterface } from "../terraform/module-interface";
import { hardeningTexts } from "./hardening-texts";
import { moduleSource } from "./module-source";
import { hasNotice } from "./notice";
import { otherAccountSection } from "./other-account";
import { kubernetesAttributesSection, redactionSection } from "./readme/attributes";
import { backendsSection, xrayOtlpSection, xraySection } from "./readme/destinations";
import { metricNames, metricsSection, spanMetricsSection } from "./readme/metrics";
import { egressSection, tlsSection } from "./readme/network";
import { limitsSection, samplingSection, sizingSection, topologySection } from "./readme/sampling";
import { templatePackages } from "./template-package";

/** Sends a trace by hand. Its images are tagged like the collector's releases. */
const TELEMETRYGEN_TAG = "v0.161.0";

/** The page that answers platform engineers, application developers and whoever is on call. */
export class ModuleReadme extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const { name, collector, namespace } = settings;
    // When it is written, because variables and outputs may be changed until then.
    new TemplateFile(project, "README.md", () => ({
      name,
      namespace,
      collector: collector.releaseName,
      cluster: settings.clusterName ?? "my-cluster",
      grpcPort: OTLP_GRPC_PORT,
      httpPort: OTLP_HTTP_PORT,
      telemetryPort: TELEMETRY_PORT,
      telemetrygenTag: TELEMETRYGEN_TAG,
      ...moduleSource(settings),
      ...environment(settings),
      ...tlsSection(settings),
      ...inputsAndOutputs(settings),
      ...topologySection(settings),
      ...identitySection(settings),
      otherAccount: otherAccountSection(settings),
      ...samplingSection(settings),
      ...egressSection(settings),
      ...metricsSection(settings),
      needsEndpoint: settings.spanMetrics.enabled && settings.ampRemoteWriteEndpoint === undefined,
      spanMetrics: spanMetricsSection(settings),
      backends: backendsSection(settings),
      kubernetesAttributes: kubernetesAttributesSection(settings),
      redaction: redactionSection(settings),
      ...sizingSection(settings),
      ...xraySection(settings),
      xrayOtlp: xrayOtlpSection(settings),
      ...limitsSection(settings),
      ...metricNames(settings),
      ...hardeningSection(settings),
      ...repositorySection(settings),
      ...rulesSection(settings),
      ...templateSection(project),
    }));
  }
}

function environment(settings: Settings): View {
  return {
    environment: clusterEnvironment(settings).map(withReason),
    exampleApps: frameworks(settings.exampleApps).map(({ name, sources }) => ({
      framework: name,
      sources: topLevel([...sources, "kustomization.yaml"])
        .map(markdownCode)
        .join(", "),
    })),
    exampleLinks: links(frameworks(settings.exampleApps), "examples/apps"),
    existingAppLinks: links(frameworks(settings.existingApps), "examples/existing-apps"),
  };
}

/** Links to the folders of frameworks; empty when there are none. */
function links(all: readonly Framework[], folder: string): string {
  return all.map(({ name, title }) => `[${title}](${folder}/${name})`).join(", ");
}

/** The files at the top of a folder, and the folders in it. */
function topLevel(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => path.replace(/\/.*/, "/")))];
}

function inputsAndOutputs(settings: Settings): View {
  const { variables, outputs } = moduleInterface(settings);
  return {
    variables: variables.map((variable) => ({
      name: variable.name,
      description: markdownCell(variable.description),
      type: markdownCell(variable.type),
      default: variable.default === undefined ? "required" : markdownCell(markdownCode(variable.default)),
    })),
    outputs: outputs.map(({ name, description }) => ({ name, description: markdownCell(description) })),
  };
}

function identitySection({ identity }: Settings): View {
  const irsa = identity === "irsa";
  return { irsa, identity: irsa ? "IRSA" : "Pod Identity" };
}

function hardeningSection(settings: Settings): View {
  const texts = hardeningTexts(settings).map(({ what, text }) => ({ what, text }));
  const standard = settings.terraform.namespacePodSecurity;
  return {
    hardening: texts.length === 0 ? [] : [{ texts }],
    ownNamespace: standard === undefined ? [] : [{ standard }],
  };
}

function repositorySection(settings: Settings): View {
  const { chartVersion, collectorVersion, repository } = settings;
  return {
    license: repository.license !== "UNLICENSED",
    notice: hasNotice(settings),
    workflow: repository.githubWorkflows,
    chartVersion,
    collectorVersion,
    stop: collectorTexts(settings).stop,
  };
}

function rulesSection({ rules }: Settings): View {
  return {
    ruled: rules.length > 0,
    rules: rules.map((rule) => ({
      option: markdownCode(rule.option),
      demand: markdownCell(demand(rule, "`")),
      reason: markdownCell(`${rule.preset}: ${rule.reason}`),
    })),
  };
}

function templateSection(project: Project): View {
  const { template, generator } = templatePackages(project);
  const ours = template.name === generator.name;
  return {
    templateName: template.name,
    template: ours ? [] : [{ package: template.name }],
    ours,
  };
}
