import { Component, type Project } from "projen";
import { MOCKS_SINCE } from "../settings/formats";
import type { Settings } from "../settings/settings";
import { allowsFrom, isBefore, lowestAllowed, lowestVersion, npmRange } from "../settings/version-range";
import type { View } from "../template";
import { WorkflowFile } from "../workflow-file";
import { ACTIONS, TFLINT_VERSION } from "./actions";
import { enclosingRepository } from "./enclosing-repository";
import { inlineYaml } from "./inline-yaml";
import { usageExamples } from "./usage-examples";
import { workflowSettings } from "./workflow-settings";

/** The GitHub workflow that formats, validates, tests and lints the module, and finds files that were edited by hand. */
export class ContinuousIntegration extends Component {
  constructor(
    project: Project,
    private readonly settings: Settings,
  ) {
    super(project);
    if (!settings.repository.githubWorkflows) {
      return;
    }
    new WorkflowFile(project, ".github/workflows/ci.yml", {
      ...workflowSettings(settings),
      branches: inlineYaml([settings.repository.defaultBranch]),
      checkout: ACTIONS.checkout,
      setupNode: ACTIONS.setupNode,
      setupTflint: ACTIONS.setupTflint,
      tflintVersion: TFLINT_VERSION,
      dispatch: settings.repository.renovateRegeneration === "workflow",
      examples: usageExamples(settings)
        .map((name) => `examples/${name}`)
        .join(" "),
      engines: engines(settings.terraform.requiredVersion),
    });
  }

  override preSynthesize(): void {
    const root = enclosingRepository(this.project.outdir);
    if (root !== undefined && this.settings.repository.githubWorkflows) {
      this.project.logger.warn(
        `.github/workflows/ci.yml is not at the root of the repository ${root}, so GitHub never runs it: set repository: { githubWorkflows: false }.`,
      );
    }
  }
}

function engines(range: string): View[] {
  const [named, newest] = [lowestVersion(range), npmRange(range)];
  // A lower end that the range itself takes out can't be set up.
  const lowest = named === lowestAllowed(range) ? named : undefined;
  const untested = lowest !== undefined && isBefore(lowest, MOCKS_SINCE.terraform) ? [{ version: lowest }] : [];
  return [
    {
      command: "terraform",
      title: "Terraform",
      why: "Both ends of the range in versions.tf.",
      setup: ACTIONS.setupTerraform,
      versions: [...new Set([lowest ?? newest, newest])].map((version) => `"${version}"`).join(", "),
      untested,
      note: untested.map(({ version }) => ({ version, since: MOCKS_SINCE.terraform })),
    },
    {
      command: "tofu",
      title: "OpenTofu",
      why: "The newest in the range in versions.tf.",
      setup: ACTIONS.setupOpenTofu,
      versions: `"${newest}"`,
      untested: [],
      note: [],
    },
  ].filter(({ command }) => command === "terraform" || allowsFrom(range, MOCKS_SINCE.tofu));
}
