/**
 * What both topologies cost and keep, with the real collector as a generated repository configures it: throughput of a core,
 * memory, whole traces, losses. Prints the tables, and writes them into docs/topologies.md.
 *
 * Needs Linux, and the right to make network namespaces. Ends with an error when something was lost that should not be, when
 * the sender was the bottleneck, or when the machine was too busy.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { handedValues } from "../test/acceptance/harness/handed-values";
import { missingNetworks, resultInOwnNetwork } from "../test/acceptance/harness/own-network";
import { PAIRS } from "../test/acceptance/harness/settings-under-test";
import { install } from "../tools/install";
import type { DataPlaneFigures } from "./data-plane/figures";
import { tables } from "./data-plane/table";

const PAGE = join(__dirname, "../docs/topologies.md");
const BLOCK = /(<!-- npm run bench:data-plane -->\n).*(<!-- until here -->)/s;

async function main(): Promise<void> {
  const missing = missingNetworks();
  if (missing !== undefined) {
    throw new Error(missing);
  }
  const collector = await install(`collector-${PAIRS.default.collector}`);
  const programs: [string, string][] = [];
  await handedValues("as in the article", PAIRS.default, {
    ranIn: (program, version) => void programs.push([program, version]),
  });
  const figures = await resultInOwnNetwork<DataPlaneFigures>(join(__dirname, "data-plane/measure.ts"));
  const text = [machine(collector.version), tables(figures)].join("\n\n");
  console.log(text);
  writeBlock(text);
}

function machine(collector: string): string {
  const [{ model }] = cpus();
  const gib = Math.round(totalmem() / 1024 ** 3);
  const today = new Date().toISOString().slice(0, 10);
  return `Measured on ${today}: collector ${collector}, ${cpus().length} cores (${model.trim()}), ${gib} GiB, Node ${process.version}.`;
}

function writeBlock(text: string): void {
  const page = readFileSync(PAGE, "utf8");
  if (!BLOCK.test(page)) {
    throw new Error(`${PAGE} has no block for the figures`);
  }
  writeFileSync(
    PAGE,
    page.replace(BLOCK, (_, begin, end) => `${begin}\n${text}\n\n${end}`),
  );
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
