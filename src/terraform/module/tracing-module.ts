import type { Settings } from "../../settings/settings";
import { gatewayTier, nodeTier } from "../../settings/tiers";
import { HclFile } from "../hcl/hcl-file";
import { HclModule } from "../hcl/hcl-module";
import { defineAmp } from "./amp";
import { defineChartValues, defineNetwork } from "./chart-values";
import { enforceRules } from "./enforced-rules";
import { defineIam } from "./iam";
import { defineNamespace } from "./namespace";
import { defineOutputs } from "./outputs";
import { defineReleases } from "./release";
import { defineSurroundings } from "./surroundings";
import { defineVariables } from "./variables";
import { defineVersions } from "./versions";
import { defineVpcEndpoints } from "./vpc-endpoints";

/** The Terraform module that installs the collector and lets it write to AWS. */
export class TracingModule extends HclModule {
  readonly files: readonly HclFile[];

  constructor(settings: Settings) {
    super();
    const main = new HclFile(this, "main.tf");
    const values = new HclFile(this, "values.tf");
    const iam = new HclFile(this, "iam.tf");
    const amp = new HclFile(this, "amp.tf");
    const variables = new HclFile(this, "variables.tf");
    const outputs = new HclFile(this, "outputs.tf");
    const versions = new HclFile(this, "versions.tf");
    const endpoints = settings.egress.privateCluster ? new HclFile(this, "vpc-endpoints.tf") : undefined;
    this.files = [
      main,
      values,
      iam,
      amp,
      ...(endpoints === undefined ? [] : [endpoints]),
      variables,
      outputs,
      versions,
    ];

    const inputs = defineVariables(variables, settings);
    enforceRules(variables, settings);
    const surroundings = defineSurroundings({ main, amp });
    const workspace = defineAmp(amp, settings, inputs, surroundings);
    const access = defineIam(iam, settings, inputs, { workspace, surroundings });
    const gateway = gatewayTier(settings);
    const network = defineNetwork(values, inputs);
    const chartValues = {
      node: defineChartValues(values, settings, nodeTier(settings), inputs, access, network),
      gateway: gateway && defineChartValues(values, settings, gateway, inputs, access, network),
    };
    const namespace = defineNamespace(main, settings, inputs);
    const vpcEndpoints =
      endpoints && inputs.vpc && defineVpcEndpoints(endpoints, settings, { ...inputs, ...inputs.vpc }, surroundings);
    const collectors = defineReleases(main, settings, inputs, {
      workspace,
      access,
      namespace,
      chartValues,
      surroundings,
      vpcEndpoints,
    });
    defineOutputs(outputs, settings, inputs, { access, collectors });
    defineVersions(versions, settings);
  }
}

const built = new WeakMap<Settings, TracingModule>();

/** The module for these settings, built once: its files and its documentation are two views of it. */
export function tracingModule(settings: Settings): TracingModule {
  const module = built.get(settings) ?? new TracingModule(settings);
  built.set(settings, module);
  return module;
}
