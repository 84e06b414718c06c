/**
 * A program for a network of its own: three agents and two gateways, which agents find as their settings say, and what every
 * change of the gateways costs. Takes a name of settings, a pair of versions as JSON, and the file for the figures.
 */
import { writeFileSync } from "node:fs";
import { parse } from "yaml";
import { ApiServer } from "../kubernetes/api-server";
import { AwsEmulator } from "./aws-emulator";
import { figuresOf } from "./change-figures";
import { gatewayChanges } from "./gateway-changes";
import { ServiceEndpoints } from "./gateway-directory";
import { handedValues } from "./handed-values";
import { POD_NETWORK } from "./own-network";
import type { SettingName } from "./settings-under-test";
import { TwoTiers } from "./two-tiers";

async function main([setting, pairText, file]: string[]): Promise<void> {
  const pair = JSON.parse(pairText);
  const programs: [string, string][] = [];
  const evidence = { ranIn: (program: string, version: string) => void programs.push([program, version]) };
  const emulator = await AwsEmulator.start();
  const given = { setting: setting as SettingName, pair, emulator, evidence };
  const documents = await handedValues(given.setting, pair, evidence);
  const watches = documents.some((document) => "clusterRole" in parse(document));
  const server = watches ? await ApiServer.start() : undefined;
  server?.nameIn(evidence.ranIn);
  const tiers = await TwoTiers.start(given, {
    agents: 3,
    gateways: 2,
    network: POD_NETWORK,
    ...(server ? { directory: await ServiceEndpoints.in(server, given) } : {}),
  });
  const [gateway] = tiers.gateways;
  const decisionWaitMs = 1000 * Number.parseInt((gateway.config as any).processors.tail_sampling.decision_wait, 10);
  const figures = await figuresOf(tiers.agents, () => tiers.gateways[0], gatewayChanges(tiers), decisionWaitMs);
  writeFileSync(file, JSON.stringify({ figures, programs }));
  await tiers.stop();
  await server?.stop();
  await emulator.stop();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
