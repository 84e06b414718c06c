import { type FileBase, github } from "projen";
import { ExampleApps } from "./apps/example-apps";
import { ExistingApps } from "./apps/existing-apps";
import { AgentConfig } from "./collector/agent-config";
import { CollectorConfig } from "./collector/collector-config";
import { refuseStaleTemplate } from "./lifecycle/upgrade/stale-template";
import type { EksOtelTracingProjectOptions } from "./options";
import { settingsWithPresets } from "./organisation/presets";
import { removeFile } from "./organisation/removed-file";
import { TerraformSource } from "./organisation/terraform-source";
import { TextFileEdits } from "./organisation/text-file-edits";
import { ChecksumFile } from "./repository/checksum-file";
import { CompetingFiles } from "./repository/competing-files";
import { ContinuousIntegration } from "./repository/continuous-integration";
import { DependencyUpdates } from "./repository/dependency-updates";
import { DryRunFlag } from "./repository/dry-run-flag";
import { EditedFiles } from "./repository/edited-files";
import { FileList } from "./repository/file-list";
import { ModuleReadme } from "./repository/module-readme";
import { ModuleTasks } from "./repository/module-tasks";
import { ModuleTests } from "./repository/module-tests";
import { newRepositoryOptions } from "./repository/new-repository";
import { NpmRegistry } from "./repository/npm-registry";
import { ProjenToolchain } from "./repository/projen-toolchain";
import { RepositoryStandards } from "./repository/repository-standards";
import { SampleList } from "./repository/sample-list";
import { TemplateStamp } from "./repository/template-stamp";
import { UnownedFiles } from "./repository/unowned-files";
import { UnwritableFiles } from "./repository/unwritable-files";
import { UsageExamples } from "./repository/usage-examples";
import { Warnings } from "./repository/warnings";
import type { Settings } from "./settings/settings";
import { TerraformModule } from "./terraform/terraform-module";

/**
 * Distributed tracing on Amazon EKS, as a Terraform module repository.
 *
 * @pjid eks-otel-tracing
 */
export class EksOtelTracingProject extends github.GitHubProject {
  /** The Terraform module before it is written: its variables and outputs can be changed. */
  public readonly terraform: TerraformSource;

  private readonly checksums: ChecksumFile;

  /**
   * @param options - the one object from which everything follows
   * @throws an error that lists every option that is not valid; nothing has been written then
   */
  constructor(options: EksOtelTracingProjectOptions = {}) {
    refuseStaleTemplate(new.target, options);
    const given = newRepositoryOptions(options);
    const subclass = new.target === EksOtelTracingProject ? undefined : new.target.name;
    const settings = settingsWithPresets(given, subclass);
    super(baseOptions(settings));

    new ProjenToolchain(this, settings);
    new NpmRegistry(this, settings);
    new TemplateStamp(this);
    new TerraformModule(this, settings);
    new CollectorConfig(this, settings);
    new AgentConfig(this, settings);
    new ModuleReadme(this, settings);
    new UsageExamples(this, settings);
    new ModuleTests(this, settings);
    new ModuleTasks(this, settings);
    new ExampleApps(this, settings);
    new ExistingApps(this, settings);
    new ContinuousIntegration(this, settings);
    new DependencyUpdates(this, settings);
    new RepositoryStandards(this, settings);
    new Warnings(this, settings);
    new CompetingFiles(this);
    new UnwritableFiles(this);
    new UnownedFiles(this);
    new DryRunFlag(this);
    new EditedFiles(this);
    new FileList(this);
    this.checksums = new ChecksumFile(this);
    this.terraform = TerraformSource._of(this, settings);
  }

  /**
   * A generated text file, to change a passage or a section of it.
   *
   * @param path - for example `README.md`
   * @throws an error that lists the texts when it is none of them
   */
  public textFile(path: string): TextFileEdits {
    return TextFileEdits._of(this, path);
  }

  /**
   * Removes a generated file, and what git is told of it. Another one can take its place.
   *
   * A sample, which is written once and then the user's, is not written any more; what is there stays.
   *
   * @param filePath - its path
   * @returns the file, or undefined when there is no managed one at that path
   */
  public tryRemoveFile(filePath: string): FileBase | undefined {
    return removeFile(this, super.tryRemoveFile(filePath), filePath);
  }

  /** Writes all files. What a person has edited is named before it is overwritten, and kept. */
  override synth(): void {
    super.synth();
    SampleList.of(this).record();
    this.checksums.record();
  }
}

function baseOptions({ name, outdir, parent, logging, __new__ }: Settings): github.GitHubProjectOptions {
  // How `projen new` tells that the project is being created. It is in no interface of projen's.
  const creation = { __new__ };
  return {
    ...creation,
    name,
    outdir,
    parent,
    logging,
    githubOptions: { mergify: false, pullRequestLint: false },
    vscode: false,
    clobber: false,
  };
}
