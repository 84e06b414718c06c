import type { DriftState } from "../lifecycle/drift";
import type { FleetAction, FleetEntry } from "../lifecycle/fleet";
import type { Style } from "./command";
import { counted } from "./diff-stat";
import { textTable } from "./text-table";

const STATES: readonly DriftState[] = ["edited", "missing", "orphaned", "older"];

/** A line a repository: version, drift, how many files would change, and why it failed. */
export function fleetTable(action: FleetAction, entries: readonly FleetEntry[], style: Style): string {
  return textTable(
    ["repository", "version", "drift", action === "regenerate" ? "changed" : "would change", "failed"],
    entries.map((entry) => ({
      cells: [
        entry.repository,
        entry.version ?? "?",
        drift(entry),
        entry.failure === null ? String(entry.files.length) : "",
        firstLine(entry.failure ?? ""),
      ],
      format: entry.failure !== null ? "red" : entry.files.length > 0 ? "yellow" : undefined,
    })),
    style,
  ).join("\n");
}

/** All of them in one sentence. */
export function fleetSummary(action: FleetAction, entries: readonly FleetEntry[]): string {
  const failed = entries.filter(({ failure }) => failure !== null).length;
  const different = entries.filter(({ files }) => files.length > 0).length;
  const edited = entries.filter(({ files }) => files.some((file) => file.edited)).length;
  return [
    counted(entries.length, "repository").replace("repositorys", "repositories"),
    `${different} ${action === "regenerate" ? "changed" : "would change"}`,
    `${edited} edited by hand`,
    `${failed} failed`,
  ].join(", ");
}

function drift({ files, failure }: FleetEntry): string {
  const counts = STATES.map((state) => [files.filter((file) => file.state === state).length, state] as const);
  const text = counts
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`)
    .join(", ");
  return failure === null ? text || "none" : "";
}

const firstLine = (text: string) => text.trim().split("\n")[0];
