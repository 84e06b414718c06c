import { github } from "projen";
import { ExampleApps } from "./apps/example-apps";
import { ExistingApps } from "./apps/existing-apps";
import { CollectorConfig } from "./collector/collector-config";
import { StaleTemplate } from "./lifecycle/upgrade/stale-template";
import type { EksOtelTracingProjectOptions } from "./options";
import { ChecksumFile } from "./repository/checksum-file";
import { ContinuousIntegration } from "./repository/continuous-integration";
import { DependencyUpdates } from "./repository/dependency-updates";
import { DryRunFlag } from "./repository/dry-run-flag";
import { EditedFiles } from "./repository/edited-files";
import { ModuleReadme } from "./repository/module-readme";
import { ModuleTests } from "./repository/module-tests";
import { ProjenToolchain } from "./repository/projen-toolchain";
import { RepositoryStandards } from "./repository/repository-standards";
import { SizingCheck } from "./repository/sizing-check";
import { TemplateStamp } from "./repository/template-stamp";
import { UnownedFiles } from "./repository/unowned-files";
import { UsageExamples } from "./repository/usage-examples";
import { resolveSettings, type Settings } from "./settings/settings";
import { TerraformModule } from "./terraform/terraform-module";

/**
 * Distributed tracing on Amazon EKS, as a Terraform module repository.
 *
 * @pjid eks-otel-tracing
 */
export class EksOtelTracingProject extends github.GitHubProject {
  private readonly checksums: ChecksumFile;

  /**
   * @param options - the one object from which everything follows
   * @throws an error that lists every option that is not valid; nothing has been written then
   */
  constructor(options: EksOtelTracingProjectOptions = {}) {
    const settings = resolveSettings(options, { allowFurtherOptions: new.target !== EksOtelTracingProject });
    super(baseOptions(options, settings));

    new ProjenToolchain(this, settings);
    new TemplateStamp(this);
    new TerraformModule(this, settings);
    new CollectorConfig(this, settings);
    new ModuleReadme(this, settings);
    new UsageExamples(this, settings);
    new ModuleTests(this, settings);
    new ExampleApps(this, settings);
    new ExistingApps(this, settings);
    new ContinuousIntegration(this, settings);
    new DependencyUpdates(this, settings);
    new RepositoryStandards(this, settings);
    new SizingCheck(this, settings);
    new UnownedFiles(this);
    new DryRunFlag(this);
    new StaleTemplate(this);
    new EditedFiles(this);
    this.checksums = new ChecksumFile(this);
  }

  /** Writes all files. What a person has edited is named before it is overwritten, and kept. */
  override synth(): void {
    super.synth();
    this.checksums.record();
  }
}

function baseOptions(options: EksOtelTracingProjectOptions, settings: Settings): github.GitHubProjectOptions {
  return {
    ...options,
    name: settings.name,
    githubOptions: { mergify: false, pullRequestLint: false },
    vscode: false,
    clobber: false,
  };
}
