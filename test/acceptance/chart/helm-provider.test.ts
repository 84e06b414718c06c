import { missingHelmProvider } from "../../../tools/provider-mirror";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { ApiServer } from "../kubernetes/api-server";
import { nameProgramsOf } from "../module/programs";
import { ChartRepository } from "./chart-repository";
import { chartCase } from "./charts";
import { INSTALLED, installedObjects } from "./installed-objects";
import { NAMESPACE } from "./rendered-chart";

const started: { server?: ApiServer; emulator?: AwsEmulator; repository?: ChartRepository; root?: TerraformRoot } = {};
afterAll(async () => {
  await started.server?.stop();
  await started.emulator?.stop();
  await started.repository?.stop();
  await started.root?.remove();
}, 60_000);

chartCase(
  "the module installs the release by the Helm provider, upgrades it from chart 0.78.0 to 0.170.0 in place and destroys it; the namespace stays",
  async ({ ranIn }) => {
    const server = await ApiServer.start();
    started.server = server;
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    const repository = await ChartRepository.start();
    started.repository = repository;
    await emulator.createCluster("prod");
    process.env.KUBE_CONFIG_PATH = server.kubeconfig; // how the provider finds a cluster when it is told nothing

    const root = await TerraformRoot.create(emulator, "prod", calls("0.78.0", repository), "v3");
    started.root = root;
    await root.apply();
    const before = await installedObjects(server);
    expect(Object.keys(before).sort()).toEqual(INSTALLED);

    await root.write(calls("0.170.0", repository));
    await root.run("apply", "-no-color", "-input=false", "-auto-approve");
    expect(await installedObjects(server)).toEqual(before);

    await root.run("destroy", "-no-color", "-input=false", "-auto-approve");
    expect(await installedObjects(server)).toEqual({});
    await server.kubectl("get", "namespace", NAMESPACE);
    nameProgramsOf(root, emulator, ranIn);
    server.nameIn(ranIn);
  },
  () => missingHelmProvider("v3"),
);

function calls(chartVersion: "0.78.0" | "0.170.0", { url }: ChartRepository): Record<string, ModuleCall> {
  const variables = {
    chart_repository: url,
    helm_release: { wait: false, atomic: false, cleanup_on_fail: false }, // there are no nodes, so no pod gets ready
  };
  return { [NAMESPACE]: { options: { chartVersion }, variables } };
}
