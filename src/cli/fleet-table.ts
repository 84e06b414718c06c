import type { DriftState } from "../lifecycle/drift";
import type { FleetAction, FleetEntry } from "../lifecycle/fleet";
import type { Style } from "./command";
import { counted } from "./diff-stat";

const STATES: readonly DriftState[] = ["edited", "missing", "orphaned", "older"];

/** A line a repository: version, drift, how many files would change, and why it failed. */
export function fleetTable(action: FleetAction, entries: readonly FleetEntry[], style: Style): string {
  const header = ["repository", "version", "drift", action === "regenerate" ? "changed" : "would change", "failed"];
  const rows = entries.map((entry) => [
    entry.repository,
    entry.version ?? "?",
    drift(entry),
    entry.failure === null ? String(entry.files.length) : "",
    firstLine(entry.failure ?? ""),
  ]);
  const widths = header.map((_title, column) => Math.max(...[header, ...rows].map((row) => row[column].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd();
  return [
    style("bold", line(header)),
    ...rows.map((row, at) => {
      const { failure, files } = entries[at];
      return failure !== null ? style("red", line(row)) : files.length > 0 ? style("yellow", line(row)) : line(row);
    }),
  ].join("\n");
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
