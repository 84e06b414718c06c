import { allowed, allowedValue } from "../settings/rules";
import type { Settings } from "../settings/settings";

/** What the generated examples and tests give the module where a caller has a choice: as we would, as far as rules allow. */
export class CallersChoice {
  constructor(private readonly settings: Settings) {}

  /** The first of some values of an option that the rules allow, else one that they name, else the option's own. */
  of<T>(option: string, own: T, ...values: readonly T[]): T {
    return allowedValue(this.settings.rules, option, [...values, own]) ?? own;
  }

  /** Whether a caller may give this value. */
  allows(option: string, value: unknown): boolean {
    return allowed(this.settings.rules, option, value);
  }

  /** Name of a cluster, another one than the default. */
  get clusterName(): string {
    const { clusterName: own = "shop" } = this.settings;
    return this.of("clusterName", own, this.settings.clusterName === "shop" ? "store" : "shop");
  }

  /** Tags, with one of the caller's own where the rules allow it. */
  tags(own: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const { tags } = this.settings.terraform;
    return this.of("terraform.tags", tags, own, { ...tags, ...own });
  }

  /** Whether rules are about the endpoint of metrics, so that a workspace of the caller's own may be refused. */
  get endpointIsRuled(): boolean {
    return this.settings.rules.some(({ option }) => option === "ampRemoteWriteEndpoint");
  }

  /** An endpoint that the rules allow. */
  get endpoint(): string {
    const example = "https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write";
    return this.of("ampRemoteWriteEndpoint", this.settings.ampRemoteWriteEndpoint ?? example, example);
  }

  /** The endpoint, or none where that is allowed. */
  get endpointOrNone(): string | undefined {
    const { ampRemoteWriteEndpoint: own, spanMetrics } = this.settings;
    if (!this.allows("ampRemoteWriteEndpoint", undefined)) {
      return this.of("ampRemoteWriteEndpoint", own, own);
    }
    return spanMetrics.enabled ? this.endpoint : undefined;
  }
}
