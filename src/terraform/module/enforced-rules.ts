import { callersRuleText, type Rule } from "../../settings/rules";
import type { Settings } from "../../settings/settings";
import type { HclVariable } from "../hcl/editable";
import { call, type Expression, RawExpression } from "../hcl/expression";
import type { HclFile } from "../hcl/hcl-file";

/** The variables that an option sets the default of. */
export const VARIABLE_OF_OPTION: Readonly<Record<string, string>> = {
  clusterName: "cluster_name",
  namespace: "namespace",
  samplingRatePercentage: "sampling_rate_percentage",
  ampRemoteWriteEndpoint: "amp_remote_write_endpoint",
  "xray.roleArn": "xray_role_arn",
  "xray.externalId": "xray_external_id",
  "amp.roleArn": "amp_role_arn",
  "amp.externalId": "amp_external_id",
  "terraform.permissionsBoundaryArn": "permissions_boundary_arn",
  "terraform.rolePath": "role_path",
  "terraform.tags": "tags",
  "collector.memoryLimitMib": "memory_limit_mib",
  "collector.memorySpikeLimitMib": "memory_spike_limit_mib",
  "gateway.replicas": "gateway_replicas",
  "gateway.maxReplicas": "gateway_max_replicas",
  "gateway.memoryLimitMib": "gateway_memory_limit_mib",
  "gateway.memorySpikeLimitMib": "gateway_memory_spike_limit_mib",
  "networkPolicy.egressCidrBlocks": "egress_cidr_blocks",
  "egress.httpsProxy": "https_proxy",
  "collector.chartRepository": "chart_repository",
  "collector.imageRepository": "image_repository",
};

/** The option that sets a variable's default. */
export function optionOfVariable(name: string): string | undefined {
  return Object.keys(VARIABLE_OF_OPTION).find((option) => VARIABLE_OF_OPTION[option] === name);
}

/** Makes the module refuse what the rules refuse, and say so beforehand: whose they are, and why. */
export function enforceRules({ variables }: HclFile, { rules }: Settings): void {
  for (const variable of variables) {
    for (const rule of rulesAbout(optionOfVariable(variable.name), rules)) {
      const note = callersRuleText(rule, "`");
      variable.parts.description += ` ${note[0].toUpperCase()}${note.slice(1)}.`;
      for (const condition of conditions(rule, variable)) {
        variable.parts.validations.push({ condition, errorMessage: `${variable.name} ${callersRuleText(rule)}.` });
      }
    }
  }
}

/** The tags that presets decide. They are added to those of the caller, and win. */
export function enforcedTags({ rules }: Settings): Record<string, string> {
  return Object.assign({}, ...rulesAbout("terraform.tags", rules).map(({ mustInclude }) => mustInclude));
}

/** Whether rules are about the collector's image, which extra_values of the caller could replace. */
export function isImageRuled(rules: readonly Rule[]): boolean {
  return rules.some(({ option }) => /^collector(\.image|Version$)/.test(option));
}

/** The rules about an option. */
export function rulesAbout(option: string | undefined, rules: readonly Rule[]): Rule[] {
  return rules.filter((rule) => rule.option === option);
}

/** A value of a collection, of the type that the variable has. */
function typed(value: unknown): object {
  return Array.isArray(value) ? call("tolist", value) : call("tomap", value as object);
}

/** What Terraform has to check. Tags that must be included are not: they are added. */
function conditions(rule: Rule, { name, nullable }: HclVariable): Expression[] {
  const { mustBe, oneOf, atLeast, atMost, matches, mustInclude, requiredKeys, required } = rule;
  const check = (before: string, value: unknown, after = "") => new RawExpression([before, after], [value as object]);
  // A variable that may be null is judged when it is not, like an option that is not set.
  const orNull = nullable && !required ? `var.${name} == null || ` : "";
  return [
    ...(mustBe === undefined ? [] : [check(`var.${name} == `, typeof mustBe === "object" ? typed(mustBe) : mustBe)]),
    ...(oneOf === undefined
      ? []
      : [
          check(
            `${orNull}try(contains(`,
            oneOf.map((one) => (typeof one === "object" ? typed(one) : one)),
            `, var.${name}), false)`,
          ),
        ]),
    ...(atLeast === undefined ? [] : [check(`var.${name} >= `, atLeast)]),
    ...(atMost === undefined ? [] : [check(`var.${name} <= `, atMost)]),
    ...(matches === undefined ? [] : [check(`${orNull}can(regex(`, matches, `, var.${name}))`)]),
    ...(requiredKeys === undefined
      ? []
      : [check("alltrue([for key in ", requiredKeys, ` : contains(keys(var.${name}), key)])`)]),
    ...(Array.isArray(mustInclude) ? [check("length(setsubtract(", mustInclude, `, var.${name})) == 0`)] : []),
    ...(required && nullable ? [check(`var.${name} != `, null)] : []),
  ];
}
