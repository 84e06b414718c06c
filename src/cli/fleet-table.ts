import type { DriftState } from "../lifecycle/drift";
import type { FleetAction, FleetEntry } from "../lifecycle/fleet";
import type { Style } from "./command";
import { counted } from "./diff-stat";
import { textTable } from "./text-table";

const STATES: readonly DriftState[] = ["edited", "missing", "orphaned", "older"];

/** A line a repository: version, drift, how many files would change, and why it failed. Then what a person must know, once. */
export function fleetTable(action: FleetAction, entries: readonly FleetEntry[], style: Style): string {
  const table = textTable(
    ["repository", "version", "drift", action === "regenerate" ? "changed" : "would change", "failed"],
    entries.map((entry) => ({
      cells: [
        entry.repository,
        versions(entry),
        drift(entry),
        entry.failure === null ? String(entry.files.length) : "",
        firstLine(entry.failure ?? ""),
      ],
      format: entry.failure !== null ? "red" : entry.files.length > 0 ? "yellow" : undefined,
    })),
    style,
  );
  const notes = toKnow(entries);
  return [
    ...table,
    ...(notes.length === 0 ? [] : ["", "To know, also in UPGRADING.md", ...notes.map((note) => `  ${note}`)]),
  ].join("\n");
}

/** All of them in one sentence. */
export function fleetSummary(action: FleetAction, entries: readonly FleetEntry[]): string {
  const failed = entries.filter(({ failure }) => failure !== null).length;
  const different = entries.filter(({ files }) => files.length > 0).length;
  const edited = entries.filter(({ files }) => files.some((file) => file.edited)).length;
  return [
    counted(entries.length, "repository", "repositories"),
    `${different} ${action === "regenerate" ? "changed" : "would change"}`,
    `${edited} edited by hand`,
    `${failed} failed`,
  ].join(", ");
}

const versions = ({ version, to }: FleetEntry) =>
  to === null || to === version ? (version ?? "?") : `${version ?? "?"} -> ${to}`;

function toKnow(entries: readonly FleetEntry[]): string[] {
  const counts = new Map<string, number>();
  for (const { release, text } of entries.flatMap(({ notes }) => notes)) {
    const line = `${release}: ${text}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${line} (${counted(count, "repository", "repositories")})`);
}

function drift({ files, failure }: FleetEntry): string {
  const counts = STATES.map((state) => [files.filter((file) => file.state === state).length, state] as const);
  const text = counts
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`)
    .join(", ");
  return failure === null ? text || "none" : "";
}

/** What a failure says, without what it advises. */
export const firstLine = (text: string) => text.trim().split("\n")[0];
