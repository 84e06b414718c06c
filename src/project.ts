import { github } from "projen";
import { CollectorConfig } from "./collector/collector-config";
import type { EksOtelTracingProjectOptions } from "./options";
import { ProjenToolchain } from "./repository/projen-toolchain";
import { SizingCheck } from "./repository/sizing-check";
import { UnownedFiles } from "./repository/unowned-files";
import { resolveSettings, type Settings } from "./settings/settings";

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
    const settings = resolveSettings(options, { allowFurtherOptions: new.target !== EksOtelTracingProject });
    super(baseOptions(options, settings));

    new ProjenToolchain(this, settings);
    new CollectorConfig(this, settings);
    new SizingCheck(this, settings);
    new UnownedFiles(this);
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
