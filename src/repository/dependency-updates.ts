import { Component, type Project } from "projen";
import { collectorFacts, NEWEST_RUN_COLLECTOR_VERSION } from "../collector/facts/collector-facts";
import type { Settings } from "../settings/settings";
import { TemplateFile, type View } from "../template";
import { ACTIONS } from "./actions";
import { templatePackages } from "./template-package";
import { usageExamples } from "./usage-examples";
import { workflowSettings } from "./workflow-settings";

/** Runs migrations up to the version that Renovate has raised, and generates the files. */
const REGENERATION_COMMAND = "npx projen upgrade-template --installed";

/** GitHub's own account for what workflows commit. */
const REGENERATION_AUTHOR = "41898282+github-actions[bot]@users.noreply.github.com";

const CHART = "opentelemetry-collector";

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
      examples: usageExamples(settings).map((example) => ({ example })),
      ...regeneration(settings.repository.renovateRegeneration),
      followed: followed(settings.repository.renovateFollowTag, template.name),
      packages: packages.map((name) => `"${name}"`).join(", "),
      ...chart(settings.collector.chartRepository),
      collector: collector(settings),
      providers: [
        { option: "awsProviderVersion", provider: "aws" },
        { option: "helmProviderVersion", provider: "helm" },
        ...(settings.terraform.namespacePodSecurity === undefined
          ? []
          : [{ option: "kubernetesProviderVersion", provider: "kubernetes" }]),
      ],
    });
    if (settings.repository.renovateRegeneration === "workflow") {
      const { checkout, setupNode, uploadArtifact, downloadArtifact } = ACTIONS;
      new TemplateFile(project, ".github/workflows/regenerate.yml", {
        ...workflowSettings(settings),
        checkout,
        setupNode,
        uploadArtifact,
        downloadArtifact,
        author: REGENERATION_AUTHOR,
        command: REGENERATION_COMMAND,
      });
    }
  }
}

function followed(tag: string | undefined, name: string): View[] {
  return tag === undefined ? [] : [{ tag, name }];
}

function regeneration(by: Settings["repository"]["renovateRegeneration"]): View {
  return {
    finish: by === undefined ? ` Run \`${REGENERATION_COMMAND}\` on its branch, and read what changed.` : "",
    byHand: by === undefined ? [{ command: REGENERATION_COMMAND }] : [],
    byRenovate: by === "post-upgrade-tasks" ? [{ command: REGENERATION_COMMAND }] : [],
    byWorkflow: by === "workflow" ? [{ author: REGENERATION_AUTHOR }] : [],
  };
}

/** Charts in an OCI registry are looked up like images. */
function chart(repository: string): View {
  const registry = repository.replace(/^oci:\/\//, "");
  return registry === repository
    ? { chartPackage: CHART, chartDatasource: "helm", chartRegistry: [{ url: repository }] }
    : { chartPackage: `${registry}/${CHART}`, chartDatasource: "docker", chartRegistry: [] };
}

/** The image tells which versions there are, unless a mirror has tags of its own. A digest is raised together with the version. */
function collector(settings: Settings): View[] {
  // Not that of the version in use: a registry that upstream has left has no newer ones.
  const { imageRepository: newest } = collectorFacts(NEWEST_RUN_COLLECTOR_VERSION);
  const { imageTag, imageDigest, imageRepository = newest } = settings.collector;
  if (imageTag !== undefined) {
    return [];
  }
  const version = `\\\\bcollectorVersion: *[\\"'](?<currentValue>[^\\"']+)[\\"']`;
  const digest = `\\\\bimageDigest: *[\\"'](?<currentDigest>sha256:[a-f0-9]+)[\\"']`;
  const anything = "[\\\\s\\\\S]*?";
  const patterns = imageDigest === undefined ? [version] : [version + anything + digest, digest + anything + version];
  return [{ patterns: patterns.map((pattern) => `"${pattern}"`).join(", "), image: imageRepository }];
}
