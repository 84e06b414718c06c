/**
 * A program for a network of its own: three agents and two gateways with each resolver, beside each other, and what every change
 * of the gateways costs. Takes a pair of versions as JSON, and the file for the figures.
 */
import { writeFileSync } from "node:fs";
import { ApiServer } from "../kubernetes/api-server";
import { AwsEmulator } from "./aws-emulator";
import { figuresOf, type LoadFigures } from "./change-figures";
import { gatewayChanges } from "./gateway-changes";
import { type GatewayDirectory, ServiceEndpoints, ServiceName } from "./gateway-directory";
import { POD_NETWORKS } from "./own-network";
import { type Given, TwoTiers } from "./two-tiers";

/** Of the settings. */
const DECISION_WAIT_MS = 10_000;

async function main([pair, file]: string[]): Promise<void> {
  const programs: [string, string][] = [];
  const evidence = { ranIn: (program: string, version: string) => void programs.push([program, version]) };
  const emulator = await AwsEmulator.start();
  const server = await ApiServer.start();
  server.nameIn(evidence.ranIn);
  const common = { pair: JSON.parse(pair), emulator, evidence };
  const byName = { ...common, setting: "two tiers by name" } as const;
  const watching = { ...common, setting: "two tiers that watch" } as const;
  const [dns, k8s] = await Promise.all([
    figures(byName, POD_NETWORKS[0], await ServiceName.of(byName)),
    figures(watching, POD_NETWORKS[1], await ServiceEndpoints.in(server, watching)),
  ]);
  writeFileSync(file, JSON.stringify({ figures: { dns, k8s }, programs }));
  await server.stop();
  await emulator.stop();
}

async function figures(given: Given, network: string, directory: GatewayDirectory): Promise<LoadFigures> {
  const tiers = await TwoTiers.start(given, { agents: 3, gateways: 2, network, directory });
  const found = await figuresOf(tiers.agents, () => tiers.gateways[0], gatewayChanges(tiers), DECISION_WAIT_MS);
  await tiers.stop();
  return found;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
