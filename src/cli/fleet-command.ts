import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { FLEET_ACTIONS, type FleetAction, runFleet } from "../lifecycle/fleet";
import { UserError } from "../user-error";
import { type Command, EXIT } from "./command";
import { fleetSummary, fleetTable } from "./fleet-table";
import { FROM_LIST, namedRepositories } from "./named-repositories";
import { ProgressBar } from "./progress-bar";

/** `eks-otel-tracing fleet` */
export const fleetCommand: Command = {
  usage: `${FLEET_ACTIONS.join("|")} [DIR…]`,
  flags: {
    "from-list": FROM_LIST,
    using: {
      type: "string",
      value: "DIR",
      description: "Generate with the packages of that directory; default: this one",
    },
    shard: { type: "string", value: "I/N", description: "Take every Nth repository only, beginning with the Ith" },
    jobs: { type: "string", value: "N", description: "Repositories at a time; default: one a core" },
  },
  notes: [
    "All repositories are generated with the packages that are installed in one place. One that names an older version of them",
    "is upgraded: its pins move, its migrations run, and its lock file follows.",
    "preview and drift write nothing. regenerate writes what `npx projen` would, and installs nothing.",
    "Exit codes: 0 nothing differs or all is regenerated, 1 something differs, 2 a repository failed.",
  ].join("\n"),
  async run({ flags, positionals: [name, ...directories] }) {
    const action = FLEET_ACTIONS.find((known) => known === name);
    if (action === undefined) {
      throw new UserError(
        `fleet takes one of ${FLEET_ACTIONS.join(", ")}, given was ${name ? `"${name}"` : "nothing"}.`,
      );
    }
    const repositories = shard(namedRepositories(directories, flags), flags.shard as string | undefined);
    const progress = new ProgressBar(process.stderr, repositories.length);
    const { entries, peakRssMib } = await runFleet(action, repositories, {
      nodeModules: packages(flags.using as string | undefined),
      processes: Math.min(jobs(flags.jobs as string | undefined), repositories.length),
      onEntry: ({ repository, failure }, done) =>
        progress.show(done, failure === null ? repository : `${repository} failed`),
    });
    progress.clear();
    return {
      exitCode: exitCode(action, entries),
      data: { action, repositories: entries, peakRssMib },
      text: (style) => fleetTable(action, entries, style),
      hint: fleetSummary(action, entries),
    };
  },
};

function exitCode(action: FleetAction, entries: Awaited<ReturnType<typeof runFleet>>["entries"]) {
  if (entries.some(({ failure }) => failure !== null)) {
    return EXIT.failed;
  }
  return action !== "regenerate" && entries.some(({ files }) => files.length > 0) ? EXIT.different : EXIT.same;
}

function shard(repositories: readonly string[], text: string | undefined): string[] {
  if (text === undefined) {
    return [...repositories];
  }
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= count)) {
    throw new UserError(`--shard must be I/N with I from 1 to N, such as 2/4; given was "${text}".`);
  }
  return repositories.filter((_repository, at) => at % count === index - 1);
}

function jobs(text: string | undefined): number {
  const count = text === undefined ? availableParallelism() : Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new UserError(`--jobs must be a whole number from 1, given was "${text}".`);
  }
  return count;
}

/** What every repository needs to be generated, the template aside. */
const NEEDED = ["projen", "jiti"];

/** Those of the directory that is named, else those here, else those beside this package. */
function packages(using: string | undefined): string {
  const places =
    using === undefined ? [resolve("node_modules"), resolve(__dirname, "../..")] : [resolve(using, "node_modules")];
  const lacking = (place: string) => NEEDED.filter((name) => !existsSync(join(place, name)));
  const place = places.find((candidate) => lacking(candidate).length === 0);
  if (place === undefined) {
    throw new UserError(
      `${places[0]} lacks ${lacking(places[0]).join(" and ")}: run this where the template is installed with what its repositories install, such as in one of them, or name such a directory with --using.`,
    );
  }
  return place;
}
