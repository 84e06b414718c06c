import { render } from "../render";

/** The next step of a campaign. */
export interface Campaign {
  /** Version of the template to go to. */
  readonly version: string;
  readonly wave: string;
  /** Owner and name of the repositories that have not arrived. */
  readonly names: readonly string[];
}

/** What multi-gitter needs for a wave, by path. */
export function campaignFiles({ version, wave, names }: Campaign): Record<"multi-gitter.yaml" | "upgrade.sh", string> {
  return {
    "multi-gitter.yaml": render("campaign/multi-gitter.yaml", {
      version,
      wave,
      repositories: names.map((name) => ({ name })),
    }),
    "upgrade.sh": render("campaign/upgrade.sh", { version }),
  };
}
