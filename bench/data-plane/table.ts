import type { ChangeFigures } from "../../test/acceptance/harness/change-figures";
import type { DataPlaneFigures, ProcessFigures } from "./figures";

/** The figures as Markdown. */
export function tables(figures: DataPlaneFigures): string {
  return [cost(figures), kept(figures), changes(figures)].join("\n\n");
}

function cost({ throughput, memory }: DataPlaneFigures): string {
  const { collector, twoTiers } = throughput;
  const both = 1 / (1 / twoTiers.agent.spansPerCpuSecond + 1 / twoTiers.gateway.spansPerCpuSecond);
  const times = (spans: number) => `${(spans / collector.spansPerCpuSecond).toFixed(2)} ×`;
  const mib = ({ residentMib, peakMib }: ProcessFigures) => `${residentMib.toFixed(0)} (${peakMib.toFixed(0)})`;
  return [
    "| | `daemonset`: the collector | `gateway`: an agent | a gateway | both |",
    "|---|---|---|---|---|",
    row(
      "spans/s a core",
      thousands(collector.spansPerCpuSecond),
      thousands(twoTiers.agent.spansPerCpuSecond),
      thousands(twoTiers.gateway.spansPerCpuSecond),
      thousands(both),
    ),
    row(
      "against `daemonset`",
      "1 ×",
      times(twoTiers.agent.spansPerCpuSecond),
      times(twoTiers.gateway.spansPerCpuSecond),
      times(both),
    ),
    ...memory.map((at) =>
      row(
        `MiB at ${thousands(at.spansPerSecond)} spans/s, median (peak)`,
        mib(at.collector),
        mib(at.agent),
        mib(at.gateway),
        (at.agent.residentMib + at.gateway.residentMib).toFixed(0),
      ),
    ),
  ].join("\n");
}

function kept({ oneTier, dns, k8s }: DataPlaneFigures): string {
  return [
    "| whole traces, of 300 each | `daemonset` | `gateway`, `dns` | `gateway`, `k8s` |",
    "|---|---|---|---|",
    ...(["failed", "slow"] as const).map((kind) =>
      row(kind, ...[oneTier, dns, k8s].map(({ whole }) => String(whole[kind]))),
    ),
  ].join("\n");
}

function changes({ oneTier, dns, k8s }: DataPlaneFigures): string {
  const names = dns.load.changes.map(({ name }) => name);
  const at = (name: string, found: readonly ChangeFigures[]) => found.find((change) => change.name === name);
  const lost = (change: ChangeFigures | undefined) => (change === undefined ? "–" : String(change.lost));
  const both = (change: ChangeFigures | undefined) =>
    change === undefined ? "–" : `${change.lost}, ${change.cut} (${change.seconds.toFixed(0)} s), ${change.held}`;
  return [
    "| | `daemonset`: lost | `gateway`, `dns`: lost, cut, held | `gateway`, `k8s`: lost, cut, held |",
    "|---|---|---|---|",
    ...names.map((name) =>
      row(
        name,
        lost(at(name, oneTier.load.changes)),
        both(at(name, dns.load.changes)),
        both(at(name, k8s.load.changes)),
      ),
    ),
  ].join("\n");
}

const row = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;

const thousands = (value: number) => (Math.round(value / 100) * 100).toLocaleString("en-US");
