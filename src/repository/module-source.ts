import type { Settings } from "../settings/settings";
import type { View } from "../template";

const TAG = "v1.0.0";
const GIT = /^(git::|git@|github\.com\/|bitbucket\.org\/)/;

/** How the README shows the address of the module: a git repository at a tag, or a version in a registry. */
export function moduleSource({ name, repository }: Settings): View {
  const { moduleSource: address } = repository;
  if (address === undefined) {
    return {
      ...atTag(`git::https://github.com/YOUR-ORGANISATION/${name}.git`),
      sourceNote: "This repository, at a tag. The option `repository.moduleSource` puts its address here.",
    };
  }
  return GIT.test(address) ? atTag(address) : inRegistry(address);
}

function atTag(address: string): View {
  return {
    sourceNote: "This repository, at a tag.",
    git: [{ source: `${address}?ref=${TAG}` }],
    registry: [],
    versionArgument: "ref",
  };
}

function inRegistry(address: string): View {
  return {
    sourceNote: "This module, as the registry has it.",
    git: [],
    registry: [{ source: address, version: "~> 1.0" }],
    versionArgument: "version",
  };
}
