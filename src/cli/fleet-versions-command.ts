import { type RepositoryVersions, repositoryVersions } from "../lifecycle/repository-versions";
import { type Command, EXIT } from "./command";
import { firstLine } from "./fleet-table";
import { FROM_LIST, namedRepositories } from "./named-repositories";
import { textTable } from "./text-table";

/** Repositories that the same versions have generated. */
interface VersionCount {
  readonly template: string;
  readonly version: string | null;
  readonly generator: string | null;
  readonly repositories: number;
}

/** `eks-otel-tracing fleet versions` */
export const fleetVersionsCommand: Command = {
  usage: "[DIR…]",
  flags: { "from-list": FROM_LIST },
  notes: [
    "Read from .projen/template.json of each checkout, as it is there. Nothing is generated, installed or written.",
    "Exit codes: 0 all are known, 2 a repository tells no version.",
  ].join("\n"),
  async run({ flags, positionals }) {
    const repositories = namedRepositories(positionals, flags).map(repositoryVersions);
    const versions = counts(repositories);
    return {
      exitCode: repositories.some(({ failure }) => failure !== null) ? EXIT.failed : EXIT.same,
      data: { repositories, versions },
      text: (style) =>
        [
          ...textTable(
            ["repository", "template", "version", "eks-otel-tracing", "failed"],
            repositories.map((one) => ({
              cells: [
                one.repository,
                one.template ?? "",
                one.version ?? (one.failure === null ? "?" : ""),
                one.generator ?? (one.failure === null ? "?" : ""),
                firstLine(one.failure ?? ""),
              ],
              format: one.failure === null ? undefined : "red",
            })),
            style,
          ),
          "",
          ...textTable(
            ["repositories", "template", "version", "eks-otel-tracing"],
            versions.map(({ repositories: count, template, version, generator }) => ({
              cells: [String(count), template, version ?? "?", generator ?? "?"],
            })),
            style,
          ),
        ].join("\n"),
    };
  },
};

/** The most frequent ones first. */
function counts(repositories: readonly RepositoryVersions[]): VersionCount[] {
  const found = new Map<string, VersionCount>();
  for (const { template, version, generator } of repositories) {
    if (template !== null) {
      const key = JSON.stringify([template, version, generator]);
      found.set(key, { template, version, generator, repositories: (found.get(key)?.repositories ?? 0) + 1 });
    }
  }
  return [...found.values()].sort((a, b) => b.repositories - a.repositories);
}
