import type { Settings } from "../settings/settings";
import type { View } from "../template";

const TAG = "v1.0.0";
const GIT = /^(git::|git@|github\.com\/|bitbucket\.org\/)/;

/** How the README shows the address of the module: a git repository at a tag, or a version in a registry. */
export function moduleSource({ name, repository }: Settings): View {
  const { moduleSource: address } = repository;
  if (address === undefined) {
    return {
      sourceNote: "This repository, at a tag. The option `repository.moduleSource` puts its address here.",
      source: `git::https://github.com/YOUR-ORGANISATION/${name}.git?ref=${TAG}`,
      sourceVersion: [],
      versionArgument: "ref",
    };
  }
  return GIT.test(address)
    ? {
        sourceNote: "This repository, at a tag.",
        source: `${address}?ref=${TAG}`,
        sourceVersion: [],
        versionArgument: "ref",
      }
    : {
        sourceNote: "This module, as the registry has it.",
        source: address,
        sourceVersion: [{ version: "~> 1.0" }],
        versionArgument: "version",
      };
}
