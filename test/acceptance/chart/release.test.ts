import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import type { Evidence } from "../acceptance";
import { handedValues } from "../harness/handed-values";
import { PAIRS, type Pair } from "../harness/settings-under-test";
import { ApiServer } from "../kubernetes/api-server";
import { chartCase, chartPath } from "./charts";
import { INSTALLED, installedObjects } from "./installed-objects";
import { NAMESPACE, RELEASE, withValues } from "./rendered-chart";

let server: ApiServer | undefined;
afterAll(() => server?.stop(), 60_000);

chartCase(
  "Helm installs the release, upgrades it from chart 0.78.0 to 0.170.0 in place and uninstalls it; the namespace stays",
  async (evidence) => {
    server = await ApiServer.start();

    await deploy(server, PAIRS.default, evidence);
    const before = await installedObjects(server);
    expect(Object.keys(before).sort()).toEqual(INSTALLED);

    await deploy(server, PAIRS.newest, evidence);
    expect(await installedObjects(server)).toEqual(before);

    await helm(server, "uninstall", RELEASE);
    expect(await installedObjects(server)).toEqual({});
    await server.kubectl("get", "namespace", NAMESPACE);
    server.nameIn(evidence.ranIn);
  },
);

async function deploy(cluster: ApiServer, pair: Pair, evidence: Evidence): Promise<void> {
  const chart = await chartPath(pair.chart);
  const { version: helmVersion } = await install("kubectl-and-helm");
  await withValues(await handedValues("as in the article", pair, evidence), (values) =>
    helm(cluster, "upgrade", RELEASE, chart, "--install", "--create-namespace", ...values),
  );
  evidence.ranIn("Helm", helmVersion);
  evidence.ranIn("chart opentelemetry-collector", pair.chart);
}

async function helm({ kubeconfig }: ApiServer, ...args: string[]): Promise<void> {
  const { path } = await install("kubectl-and-helm");
  await run(path, [...args, "--namespace", NAMESPACE, "--kubeconfig", kubeconfig]);
}
