import * as v from "valibot";
import * as format from "../formats";
import { branchName, npmRegistryUrl, npmScope, runnerLabel, secretName, securityContact } from "../repository-formats";

export const repository = v.pipe(
  format.group({
    license: v.optional(format.oneOf("Apache-2.0", "MIT", "MIT-0", "MPL-2.0", "UNLICENSED"), "Apache-2.0"),
    moduleSource: v.optional(format.moduleSource),
    copyrightOwner: v.optional(format.text()),
    copyrightPeriod: v.optional(
      format.format(/^\d{4}(-\d{4}|-present)?$/, "must be a year or a range of years, for example 2026 or 2024-2026"),
    ),
    codeOwners: v.optional(format.listOf(format.codeOwner, "['@example/platform']"), []),
    securityContact: v.optional(securityContact),
    defaultBranch: v.optional(branchName, "main"),
    runnerLabels: v.optional(
      v.pipe(
        format.listOf(runnerLabel, "['self-hosted', 'linux']"),
        v.minLength(1, "must have at least one label, for example ['self-hosted', 'linux']"),
        v.maxLength(20, "must have at most 20 labels: a runner has to have all of them"),
      ),
      ["ubuntu-24.04"],
    ),
    npmRegistry: v.optional(npmRegistryUrl),
    npmRegistryScopes: v.optional(format.listOf(npmScope, "['@example']"), []),
    npmTokenSecret: v.optional(secretName),
    githubWorkflows: v.optional(format.flag, true),
    renovate: v.optional(format.flag, true),
    renovateRegeneration: v.optional(format.oneOf("post-upgrade-tasks", "workflow")),
    renovateFollowTag: v.optional(
      // npm takes nothing for a tag that could be a version.
      format.format(/^(?!v?\d)[A-Za-z][A-Za-z0-9._-]*$/, "must be a tag of an npm package, for example next"),
    ),
  }),
  v.forward(
    v.partialCheck(
      [["npmRegistry"], ["npmRegistryScopes"]],
      ({ npmRegistry, npmRegistryScopes }) => npmRegistry !== undefined || npmRegistryScopes.length === 0,
      "come from a registry that is not named: set repository.npmRegistry",
    ),
    ["npmRegistryScopes"],
  ),
  v.forward(
    v.partialCheck(
      [["npmRegistry"], ["npmTokenSecret"]],
      ({ npmRegistry, npmTokenSecret }) => npmRegistry !== undefined || npmTokenSecret === undefined,
      "is for a registry that is not named: set repository.npmRegistry",
    ),
    ["npmTokenSecret"],
  ),
  v.forward(
    v.partialCheck(
      [["renovate"], ["renovateRegeneration"]],
      ({ renovate, renovateRegeneration }) => renovate || renovateRegeneration === undefined,
      "finishes what Renovate begins, and repository.renovate is off: leave one of them out",
    ),
    ["renovateRegeneration"],
  ),
  v.forward(
    v.partialCheck(
      [["renovate"], ["renovateFollowTag"]],
      ({ renovate, renovateFollowTag }) => renovate || renovateFollowTag === undefined,
      "is what Renovate follows, and repository.renovate is off: leave one of them out",
    ),
    ["renovateFollowTag"],
  ),
  v.forward(
    v.partialCheck(
      [["githubWorkflows"], ["renovateRegeneration"]],
      ({ githubWorkflows, renovateRegeneration }) => githubWorkflows || renovateRegeneration !== "workflow",
      "is a workflow, and repository.githubWorkflows is off: leave one of them out",
    ),
    ["renovateRegeneration"],
  ),
);
