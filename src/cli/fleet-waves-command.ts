import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import valid = require("semver/functions/valid");

import { campaignFiles } from "../lifecycle/campaign-files";
import { gitHubName } from "../lifecycle/github-name";
import { repositoryVersions } from "../lifecycle/repository-versions";
import { hasArrived, WAVES, type WaveMember, waveMembers } from "../lifecycle/waves";
import { UserError } from "../user-error";
import { type Command, EXIT } from "./command";
import { counted } from "./diff-stat";
import { FROM_LIST, namedRepositories } from "./named-repositories";
import { textTable } from "./text-table";

interface Traveller extends WaveMember {
  /** Directory of the checkout. */
  readonly repository: string;
  readonly version: string | null;
  readonly arrived: boolean;
}

/** `eks-otel-tracing fleet waves` */
export const fleetWavesCommand: Command = {
  usage: "[DIR…]",
  flags: {
    to: { type: "string", value: "VERSION", description: "Version of the template to go to, such as 2.0.0" },
    canary: {
      type: "string",
      value: "OWNER/NAME",
      multiple: true,
      description: "A repository of the first wave; may be given more than once",
    },
    write: {
      type: "string",
      value: "DIR",
      description: "Write upgrade.sh and multi-gitter.yaml there, for the wave whose turn it is",
    },
    "from-list": FROM_LIST,
  },
  notes: [
    "A wave's turn comes when every repository of those before it is at the version, by .projen/template.json of its checkout:",
    "pull the checkouts first. Owner and name are those of the remote `origin`.",
    "Exit codes: 0 all have arrived, 1 a wave is on its way, 2 it could not be found out.",
  ].join("\n"),
  async run({ flags, positionals }) {
    const version = wanted(flags.to as string | undefined);
    const travellers = members(namedRepositories(positionals, flags), (flags.canary ?? []) as string[], version);
    const wave = WAVES.find((one) => travellers.some((member) => member.wave === one && !member.arrived)) ?? null;
    const next = travellers.filter((member) => member.wave === wave && !member.arrived);
    const written =
      wave === null || flags.write === undefined
        ? []
        : write(flags.write as string, campaignFiles({ version, wave, names: next.map(({ name }) => name) }));
    return {
      exitCode: wave === null ? EXIT.same : EXIT.different,
      data: { to: version, wave, repositories: travellers, written },
      text: (style) =>
        textTable(
          ["wave", "repository", "version", "state"],
          travellers.map((member) => ({
            cells: [
              member.wave,
              member.name,
              member.version ?? "?",
              member.arrived ? "arrived" : member.wave === wave ? "next" : "waits",
            ],
            format: member.arrived ? "green" : member.wave === wave ? "yellow" : undefined,
          })),
          style,
        ).join("\n"),
      hint:
        wave === null
          ? `All are at ${version}.`
          : [
              `Wave "${wave}": ${counted(next.length, "repository", "repositories")} to go to ${version}.`,
              ...(written.length > 0
                ? [`Next: multi-gitter run ${programPath(written[1])} --config ${written[0]}`]
                : ["Write its configuration with --write DIR."]),
            ].join(" "),
    };
  },
};

/** No tag: it would move between two waves. */
function wanted(to: string | undefined): string {
  const version = valid(to);
  if (version === null) {
    throw new UserError(
      `--to must be a version, such as 2.0.0, given was ${to === undefined ? "nothing" : `"${to}"`}.`,
    );
  }
  return version;
}

/** All mistakes at once: a wave must not begin because a repository before it was overlooked. */
function members(repositories: readonly string[], canaries: readonly string[], to: string): Traveller[] {
  const mistakes: string[] = [];
  const directories = new Map<string, string>();
  for (const repository of repositories) {
    try {
      const name = gitHubName(repository);
      const other = directories.get(name);
      if (other === undefined) {
        directories.set(name, repository);
      } else {
        mistakes.push(`${repository}: It is ${name}, as is ${other}.`);
      }
    } catch (error) {
      mistakes.push(`${repository}: ${(error as Error).message}`);
    }
  }
  const names = [...directories.keys()];
  mistakes.push(
    ...canaries.filter((name) => !names.includes(name)).map((name) => `--canary ${name}: It is none of the checkouts.`),
  );
  const travellers = waveMembers(names, canaries).map((member) => {
    const repository = directories.get(member.name) as string;
    const { version, failure } = repositoryVersions(repository);
    if (failure !== null) {
      mistakes.push(`${repository}: ${failure}`);
    }
    return { ...member, repository, version, arrived: hasArrived(version, to) };
  });
  if (mistakes.length > 0) {
    throw new UserError(`No wave can begin, nothing was written.\n\n${mistakes.map((one) => `  ${one}`).join("\n")}\n`);
  }
  return travellers.sort((a, b) => WAVES.indexOf(a.wave) - WAVES.indexOf(b.wave));
}

function write(directory: string, files: Record<string, string>): string[] {
  mkdirSync(directory, { recursive: true });
  return Object.entries(files).map(([path, text]) => {
    const file = join(directory, path);
    writeFileSync(file, text);
    if (path.endsWith(".sh")) {
      chmodSync(file, 0o755);
    }
    return file;
  });
}

/** A name without a directory would be looked up in the PATH. */
const programPath = (file: string) => (/[\\/]/.test(file) ? file : `./${file}`);
