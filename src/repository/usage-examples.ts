import { Component, type Project } from "projen";
import { imageRepository, imageTag } from "../collector/collector-image";
import type { Settings } from "../settings/settings";
import { sizing } from "../settings/sizing";
import { render, TemplateFile, type View } from "../template";
import { allowsMajor, beforeMajor, fromMajor } from "./version-range";

/** `examples/minimal`, the module as it comes, and `examples/complete`, every variable that matters. */
export class UsageExamples extends Component {
  constructor(
    project: Project,
    private readonly settings: Settings,
  ) {
    super(project);
    this.add("minimal", { main: {}, readme: {} });
    this.add("complete", { main: this.completeMain(), variables: this.mirrors(), readme: this.versions() });
  }

  private add(example: string, views: { main: View; variables?: View; readme: View }): void {
    const { clusterName } = this.settings;
    const file = (name: string, view: View = {}) => new TemplateFile(this.project, `examples/${example}/${name}`, view);
    const helm = helmProvider(this.settings);
    file("main.tf", { ...views.main, helmProvider: helm.block });
    file("variables.tf", { ...views.variables, clusterName: clusterName === undefined ? [] : [{ name: clusterName }] });
    file("outputs.tf");
    file("README.md", { ...views.readme, cluster: clusterName ?? "my-cluster" });
    new TemplateFile(this.project, `examples/${example}/versions.tf`, this.providers(helm), "examples/versions.tf");
  }

  private providers({ version, why }: HelmProvider): View {
    const { requiredVersion, awsProviderVersion } = this.settings.terraform;
    return { requiredVersion, awsProviderVersion, helmProviderVersion: version, why };
  }

  private completeMain(): View {
    const { collector, sampling } = this.settings;
    const memoryLimitMib = collector.memoryLimitMib * 2;
    return {
      keepErrors: sampling.keepErrors,
      memoryLimitMib,
      memorySpikeLimitMib: collector.memorySpikeLimitMib,
      tracesPerSecond: sizing({ ...this.settings, collector: { ...collector, memoryLimitMib } }).tracesPerSecond,
    };
  }

  private mirrors(): View {
    return {
      chartRepository: this.settings.collector.chartRepository,
      imageRepository: imageRepository(this.settings),
    };
  }

  private versions(): View {
    const { chartVersion, collector } = this.settings;
    const image =
      collector.imageDigest === undefined
        ? `the tag \`${imageTag(this.settings)}\``
        : `the digest \`${collector.imageDigest}\``;
    return { chartVersion, image };
  }
}

/** How an example configures the Helm provider, whose third version took a block away. */
interface HelmProvider {
  readonly block: string;
  readonly version: string;
  readonly why: string;
}

function helmProvider({ terraform }: Settings): HelmProvider {
  const range = terraform.helmProviderVersion;
  return allowsMajor(range, 3)
    ? {
        block: render("examples/helm-provider-3.tf", {}),
        version: fromMajor(range, 3),
        why: "The module takes what its own versions.tf says. This configuration of the provider is version 3's.",
      }
    : {
        block: render("examples/helm-provider-2.tf", {}),
        version: beforeMajor(range, 3),
        why: "The module takes what its own versions.tf says. This configuration of the provider is version 2's.",
      };
}
