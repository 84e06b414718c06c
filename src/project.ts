import { github, type Project } from "projen";
import { ExampleApps } from "./apps/example-apps";
import { ExistingApps } from "./apps/existing-apps";
import { CollectorConfig } from "./collector/collector-config";
import type { EksOtelTracingProjectOptions } from "./options";
import { settingsWithPresets } from "./organisation/presets";
import { ContinuousIntegration } from "./repository/continuous-integration";
import { DependencyUpdates } from "./repository/dependency-updates";
import { ModuleReadme } from "./repository/module-readme";
import { ModuleTests } from "./repository/module-tests";
import { ProjenToolchain } from "./repository/projen-toolchain";
import { RepositoryStandards } from "./repository/repository-standards";
import { SizingCheck } from "./repository/sizing-check";
import { UnownedFiles } from "./repository/unowned-files";
import { UsageExamples } from "./repository/usage-examples";
import type { Settings } from "./settings/settings";
import { TerraformModule } from "./terraform/terraform-module";

/**
 * Distributed tracing on Amazon EKS, as a Terraform module repository.
 *
 * @pjid eks-otel-tracing
 */
export class EksOtelTracingProject extends github.GitHubProject {
  /**
   * @param options - the one object from which everything follows
   * @throws an error that lists every option that is not valid; nothing has been written then
   */
  constructor(options: EksOtelTracingProjectOptions = {}) {
    const subclass = new.target === EksOtelTracingProject ? undefined : new.target.name;
    const settings = settingsWithPresets(options, subclass);
    super(baseOptions(settings));

    new ProjenToolchain(this, settings);
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
  }
}

function baseOptions({ name, outdir, parent, logging }: Settings): github.GitHubProjectOptions {
  return {
    name,
    outdir,
    parent: parent as Project | undefined,
    logging,
    githubOptions: { mergify: false, pullRequestLint: false },
    vscode: false,
    clobber: false,
  };
}
