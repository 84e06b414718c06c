import { Component, type Project } from "projen";
import type { Settings } from "../settings/settings";
import { TemplateFile, type View } from "../template";
import { ACTIONS, TFLINT_VERSION } from "./actions";
import { lowestVersion, npmRange } from "./version-range";

/** The GitHub workflow that formats, validates, tests and lints the module, and finds files that were edited by hand. */
export class ContinuousIntegration extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    if (!settings.repository.githubWorkflows) {
      return;
    }
    new TemplateFile(project, ".github/workflows/ci.yml", {
      checkout: ACTIONS.checkout,
      setupNode: ACTIONS.setupNode,
      setupTflint: ACTIONS.setupTflint,
      tflintVersion: TFLINT_VERSION,
      dispatch: settings.repository.renovateRegeneration === "workflow",
      engines: engines(settings.terraform.requiredVersion),
    });
  }
}

function engines(range: string): View[] {
  const [lowest, newest] = [lowestVersion(range), npmRange(range)];
  return [
    {
      command: "terraform",
      title: "Terraform",
      why: "Both ends of the range in versions.tf.",
      setup: ACTIONS.setupTerraform,
      versions: [...new Set([lowest ?? newest, newest])].map((version) => `"${version}"`).join(", "),
    },
    {
      command: "tofu",
      title: "OpenTofu",
      why: "The newest in the range in versions.tf.",
      setup: ACTIONS.setupOpenTofu,
      versions: `"${newest}"`,
    },
  ];
}
