import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { acceptance } from "../acceptance";
import { TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { nameProgramsOf } from "./programs";
import { stoppedAfterwards } from "./started";

const started = stoppedAfterwards();

acceptance(
  "Module",
  "in another partition the workspace's ARN is one of that partition, and a provider that is given is not looked up",
  async ({ ranIn }) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    const root = await TerraformRoot.create(emulator, "shop", {
      tracing: {
        variables: {
          amp_remote_write_endpoint:
            "https://aps-workspaces.cn-north-1.amazonaws.com.cn/workspaces/ws-0123/api/v1/remote_write",
          // There is no such cluster: looking it up would fail.
          oidc_provider: {
            arn: "arn:aws-cn:iam::123456789012:oidc-provider/oidc.example.com/id/1",
            issuer_url: "https://oidc.example.com/id/1",
          },
        },
      },
    });
    started.root = root;
    await writeFile(
      join(root.directory, "region_override.tf.json"),
      JSON.stringify({ provider: { aws: { region: "cn-north-1" } } }),
    );
    await root.run("init", "-no-color", "-input=false");
    await root.run("plan", "-no-color", "-input=false", "-out=plan");
    const { planned_values } = JSON.parse(await root.run("show", "-json", "plan"));
    const [module] = planned_values.root_module.child_modules;
    const { values } = module.resources.find(({ address }: { address: string }) =>
      address.endsWith(".aws_iam_role_policy.collector"),
    );
    expect(JSON.parse(values.policy).Statement[1]).toMatchObject({
      Action: "aps:RemoteWrite",
      Resource: "arn:aws-cn:aps:cn-north-1:123456789012:workspace/ws-0123",
    });
    nameProgramsOf(root, emulator, ranIn);
  },
  { tier: "full" },
);
