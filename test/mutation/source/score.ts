import { readFileSync } from "node:fs";
import { join } from "node:path";
import { wilsonInterval } from "../wilson-interval";

/** Share of the mutants, in percent, that the tests notice at least. The last estimate was 93 to 96. */
const FLOOR_PERCENT = 90;

interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Position; readonly end: Position };
}
interface Position {
  readonly line: number;
  readonly column: number;
}

const report = JSON.parse(readFileSync(join(__dirname, "../../../.cache/mutation/report.json"), "utf8"));
const files = Object.entries<{ source: string; mutants: Mutant[] }>(report.files);
const results = files.flatMap(([path, { source, mutants }]) => mutants.map((mutant) => ({ path, source, ...mutant })));

// A test file that can't even be loaded has noticed too.
const noticed = results.filter(({ status }) => ["Killed", "Timeout", "RuntimeError"].includes(status));
const unnoticed = results.filter(({ status }) => ["Survived", "NoCoverage"].includes(status));

for (const { path, source, location, status, mutatorName, replacement } of unnoticed) {
  console.log(`${path}:${location.start.line}:${location.start.column} ${mutatorName}, ${status}`);
  console.log(`  - ${mutatedText(source, location).replaceAll("\n", "\n    ")}`);
  console.log(`  + ${replacement}`);
}

const total = noticed.length + unnoticed.length;
if (total === 0) {
  throw new Error("No mutant was tried");
}
const [from, to] = wilsonInterval(noticed.length, total);
console.log(
  `${noticed.length} of ${total} mutants noticed: ${percent(noticed.length / total)}, 95 % confidence interval ${percent(from)} to ${percent(to)}`,
);
if (to * 100 < FLOOR_PERCENT) {
  console.log(`That is less than ${FLOOR_PERCENT} %`);
  process.exitCode = 1;
}

function mutatedText(source: string, { start, end }: Mutant["location"]): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join("\n");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
