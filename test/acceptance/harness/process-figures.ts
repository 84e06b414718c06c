import { readFileSync } from "node:fs";

/** Clock ticks of /proc in a second, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

const MIB = 1024;

/** Processor time that a process has taken so far, in seconds. */
export function cpuSeconds(pid: number): number {
  // After the name, which may hold blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  const [user, system] = [fields[11], fields[12]].map(Number);
  return (user + system) / TICKS_PER_SECOND;
}

/** Memory of a process, in MiB. */
export function residentMib(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / MIB;
}
