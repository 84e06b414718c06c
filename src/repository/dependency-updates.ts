import { Component, type Project } from "projen";
import { schema } from "../settings/schema";
import type { Settings } from "../settings/settings";
import { TemplateFile, type View } from "../template";
import { templatePackages } from "./template-package";

const CHART = "opentelemetry-collector";
const { options: CHART_VERSIONS } = schema.entries.chartVersion.wrapped;

/** Renovate's configuration: what is generated is raised in `.projenrc.ts`, everything else where it stands. */
export class DependencyUpdates extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    if (!settings.repository.renovate) {
      return;
    }
    const { template, generator } = templatePackages(project);
    const packages = [...new Set([template.name, generator.name, "projen", "constructs"])];
    new TemplateFile(project, "renovate.json5", {
      template: template.name,
      packages: packages.map((name) => `"${name}"`).join(", "),
      chartVersions: CHART_VERSIONS.map((version) => version.replaceAll(".", "\\\\.")).join("|"),
      ...chart(settings.collector.chartRepository),
      providers: [
        { option: "awsProviderVersion", provider: "aws" },
        { option: "helmProviderVersion", provider: "helm" },
      ],
    });
  }
}

/** Charts in an OCI registry are looked up like images. */
function chart(repository: string): View {
  const registry = repository.replace(/^oci:\/\//, "");
  return registry === repository
    ? { chartPackage: CHART, chartDatasource: "helm", chartRegistry: [{ url: repository }] }
    : { chartPackage: `${registry}/${CHART}`, chartDatasource: "docker", chartRegistry: [] };
}
