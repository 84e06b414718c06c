import { Component, type Project } from "projen";
import type { Settings } from "../settings/settings";
import { gatewayTier, nodeTier } from "../settings/tiers";
import { TemplateFile, type View } from "../template";
import { balancing } from "./balancing";
import { configView, type Feature, terraformInputs } from "./config-parts";
import { healthCheck } from "./health-check";
import { intake } from "./intake";
import { kubernetesAttributes } from "./kubernetes-attributes";
import { redaction } from "./redaction";

/** What an agent does. */
const FEATURES: readonly Feature[] = [intake, healthCheck, kubernetesAttributes, redaction, balancing];

/** The config of the agents, as a Terraform template that a person can read. Without a gateway there are none. */
export class AgentConfig extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    if (gatewayTier(settings) !== undefined) {
      new TemplateFile(project, "agent-config.yaml.tpl", agentConfigView(settings));
    }
  }
}

export function agentConfigView(settings: Settings): View {
  return configView(FEATURES, settings, terraformInputs(nodeTier(settings)));
}
