import { resolveSettings } from "../settings/settings";
import { compare } from "../settings/version-range";
import type { Findings } from "./findings";
import { type Block, each } from "./terraform-files";

/** Takes over version ranges, as far as the module works with all that they allow. */
export function adoptVersions(blocks: readonly Block[], findings: Findings): void {
  const { terraform: defaults } = resolveSettings({});
  const take = (subject: string, given: unknown, option: keyof typeof defaults) => {
    const ours = String(defaults[option]);
    if (typeof given !== "string") {
      return;
    }
    if (compare(lowest(given), lowest(ours)) < 0) {
      findings.differs(subject, given, ours);
    } else {
      findings.options.set(`terraform.${option}`, given);
    }
  };
  for (const { body, file } of blocks.filter(({ kind }) => kind === "terraform")) {
    take("Terraform", body.required_version, "requiredVersion");
    for (const [name, provider] of each(body.required_providers).flatMap(Object.entries)) {
      const range = typeof provider === "string" ? provider : provider?.version;
      if (name === "aws" || name === "helm") {
        take(`${name} provider`, range, `${name}ProviderVersion`);
      } else {
        findings.unrecognised.push({
          file,
          address: `terraform.required_providers.${name}`,
          value: `${range ?? "any version"}: the module does not require it`,
        });
      }
    }
  }
}

/** The lowest version that a range names. */
function lowest(range: string): number[] {
  const bounds = range
    .split(",")
    .map((bound) => /^\s*(>=|~>|=|>)?\s*v?(\d+(?:\.\d+)*)\s*$/.exec(bound)?.[2])
    .filter((version): version is string => version !== undefined)
    .map((version) => version.split(".").map(Number));
  return bounds.sort(compare).at(-1) ?? [];
}
