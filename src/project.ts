import { github } from "projen";
import { ExampleApps } from "./apps/example-apps";
import { ExistingApps } from "./apps/existing-apps";
import { CollectorConfig } from "./collector/collector-config";
import type { EksOtelTracingProjectOptions } from "./options";
import { CompetingFiles } from "./repository/competing-files";
import { ContinuousIntegration } from "./repository/continuous-integration";
import { DependencyUpdates } from "./repository/dependency-updates";
import { FileList } from "./repository/file-list";
import { ModuleReadme } from "./repository/module-readme";
import { ModuleTasks } from "./repository/module-tasks";
import { ModuleTests } from "./repository/module-tests";
import { newRepositoryOptions } from "./repository/new-repository";
import { ProjenToolchain } from "./repository/projen-toolchain";
import { RepositoryStandards } from "./repository/repository-standards";
import { UnownedFiles } from "./repository/unowned-files";
import { UnwritableFiles } from "./repository/unwritable-files";
import { UsageExamples } from "./repository/usage-examples";
import { Warnings } from "./repository/warnings";
import { resolveSettings, type Settings } from "./settings/settings";
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
    const given = newRepositoryOptions(options);
    const settings = resolveSettings(given, { allowFurtherOptions: new.target !== EksOtelTracingProject });
    super(baseOptions(given, settings));

    new ProjenToolchain(this, settings);
    new TerraformModule(this, settings);
    new CollectorConfig(this, settings);
    new ModuleReadme(this, settings);
    new UsageExamples(this, settings);
    new ModuleTests(this, settings);
    new ModuleTasks(this);
    new ExampleApps(this, settings);
    new ExistingApps(this, settings);
    new ContinuousIntegration(this, settings);
    new DependencyUpdates(this, settings);
    new RepositoryStandards(this, settings);
    new Warnings(this, settings);
    new CompetingFiles(this);
    new UnwritableFiles(this);
    new UnownedFiles(this);
    new FileList(this);
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
