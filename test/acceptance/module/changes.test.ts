import { readdirSync } from "node:fs";
import { join } from "node:path";
import { acceptance } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { roleNames } from "./iam-role";
import { byAddress, managedChanges } from "./planned-changes";
import { nameProgramsOf } from "./programs";
import { stoppedAfterwards } from "./started";

/** What an option changes when the repository is regenerated and applied again: attributes by resource. */
const CHANGES: Record<string, { options: ModuleCall["options"]; changes: Record<string, string[]> }> = {
  sampling: {
    options: { samplingRatePercentage: 5, sampling: { decisionWaitSeconds: 20 } },
    changes: { "helm_release.collector": ["values"] },
  },
  tags: {
    options: { terraform: { tags: { team: "platform" } } },
    changes: { "aws_iam_role.collector": ["tags", "tags_all"] },
  },
  metrics: {
    options: {
      ampRemoteWriteEndpoint: "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
    },
    changes: { "aws_iam_role_policy.collector": ["policy"], "helm_release.collector": ["values"] },
  },
  chart: {
    options: { chartVersion: "0.170.0" },
    changes: { "helm_release.collector": ["values", "version"] },
  },
  nothing: { options: {}, changes: {} },
};

const started = stoppedAfterwards();

acceptance(
  "Module",
  "an option that changes, regenerated and applied, changes only what it says; destroy leaves no role and no release",
  async ({ ranIn }) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    await emulator.createCluster("shop");
    const root = await TerraformRoot.create(
      emulator,
      "shop",
      calls(() => ({})),
    );
    started.root = root;
    await root.apply();

    await root.write(calls(({ options }) => options));
    await root.run("plan", "-no-color", "-input=false", "-out=plan");
    const { resource_changes } = JSON.parse(await root.run("show", "-json", "plan"));
    const expected = Object.entries(CHANGES).flatMap(([name, { changes }]) =>
      Object.entries(changes).map(([address, attributes]) => ({
        address: `module.${name}.${address}`,
        actions: ["update"],
        attributes,
      })),
    );
    expect(managedChanges(resource_changes)).toEqual(byAddress(expected));
    await root.run("apply", "-no-color", "-input=false", "plan");

    await root.run("destroy", "-no-color", "-input=false", "-auto-approve");
    expect(await roleNames(emulator)).toEqual([]);
    expect(readdirSync(join(root.directory, "releases"))).toEqual([]);
    nameProgramsOf(root, emulator, ranIn);
  },
  { tier: "full" },
);

function calls(options: (change: (typeof CHANGES)[string]) => ModuleCall["options"]): Record<string, ModuleCall> {
  return Object.fromEntries(Object.entries(CHANGES).map(([name, change]) => [name, { options: options(change) }]));
}
