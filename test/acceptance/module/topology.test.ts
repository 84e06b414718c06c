import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { acceptance, type Evidence } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { openTofu, type Terraform, terraform } from "../tools";
import { readRole, roleNames } from "./iam-role";
import { type Change, managedChanges } from "./planned-changes";
import { nameProgramsOf } from "./programs";
import { stoppedAfterwards } from "./started";

const CLUSTER = "shop";

const ONE_TIER: ModuleCall = { options: {} };
const TWO_TIERS: ModuleCall = { options: { topology: "gateway" } };

const CLAIM =
  "from one tier to two and back: nothing that applications know is made anew, the gateway is there before and after the agents need it, and the role is the gateway's alone; destroy leaves nothing";

const started = stoppedAfterwards();

for (const [suffix, program] of [
  ["", terraform],
  [", by OpenTofu", openTofu],
] as const) {
  acceptance("Module", CLAIM + suffix, async ({ ranIn }) => proveBy(await program(), ranIn), { tier: "full" });
}

async function proveBy(program: Terraform, ranIn: Evidence["ranIn"]): Promise<void> {
  started.emulator ??= await withCluster();
  const { emulator } = started;
  await started.root?.remove();
  const calls = { there: ONE_TIER, back: TWO_TIERS };
  const root = await TerraformRoot.create(emulator, CLUSTER, calls, "stand-in", program);
  started.root = root;
  await root.apply();
  await expectTiers(root, emulator, { one: "there", two: "back" });

  await root.write({ there: TWO_TIERS, back: ONE_TIER });
  await root.run("plan", "-no-color", "-input=false", "-out=plan");
  const { resource_changes } = JSON.parse(await root.run("show", "-json", "plan"));
  expect(managedChanges(resource_changes).map(withoutAttributes)).toEqual([
    "module.back.aws_iam_role.collector update",
    "module.back.helm_release.collector update",
    "module.back.helm_release.gateway delete",
    "module.there.aws_iam_role.collector update",
    "module.there.helm_release.collector update",
    "module.there.helm_release.gateway create",
  ]);
  const log = await root.run("apply", "-no-color", "-input=false", "plan");
  expectInOrder(
    log,
    "module.there.aws_iam_role.collector: Modifications complete",
    "module.there.helm_release.gateway: Creation complete",
    "module.there.helm_release.collector: Modifying",
  );
  expectInOrder(
    log,
    "module.back.aws_iam_role.collector: Modifications complete",
    "module.back.helm_release.collector: Modifications complete",
    "module.back.helm_release.gateway: Destroying",
  );
  await expectTiers(root, emulator, { one: "back", two: "there" });
  await root.run("plan", "-no-color", "-input=false", "-detailed-exitcode"); // ends with 2 when there is a change

  await root.run("destroy", "-no-color", "-input=false", "-auto-approve");
  expect(await roleNames(emulator)).toEqual([]);
  expect(readdirSync(join(root.directory, "releases"))).toEqual([]);
  nameProgramsOf(root, emulator, ranIn);
}

async function withCluster(): Promise<AwsEmulator> {
  const emulator = await AwsEmulator.start();
  await emulator.createCluster(CLUSTER);
  return emulator;
}

const withoutAttributes = ({ address, actions }: Change) => `${address} ${actions.join()}`;

/** What Kubernetes and IAM would be told: which releases there are, and whose service account may use the role. */
async function expectTiers(
  root: TerraformRoot,
  emulator: AwsEmulator,
  { one, two }: { one: string; two: string },
): Promise<void> {
  expect(root.releases().sort()).toEqual(
    [
      [one, "otel-collector"],
      [two, "otel-collector"],
      [two, "otel-collector-gateway"],
    ].sort(),
  );
  expect(await roleNames(emulator)).toHaveLength(2);
  for (const [namespace, account] of [
    [one, "otel-collector"],
    [two, "otel-collector-gateway"],
  ]) {
    const { arn, trust } = await readRole(emulator, `${CLUSTER}-${namespace}-otel-collector`);
    expect(trust.map(({ Condition }) => Object.values(Condition?.StringEquals ?? {}).sort())).toEqual([
      ["sts.amazonaws.com", `system:serviceaccount:${namespace}:${account}`],
    ]);
    const { serviceAccount } = parse(root.release(namespace, account).given.values[0]);
    expect(serviceAccount).toEqual({
      create: true,
      name: account,
      annotations: { "eks.amazonaws.com/role-arn": arn },
    });
  }
  const agents = root.release(two).given.values;
  expect(parse(agents[0]).serviceAccount).toEqual({ create: true, name: "otel-collector" });
  expect(agents.join("\n")).not.toMatch(/role-arn|arn:aws/);
}

function expectInOrder(log: string, ...lines: readonly string[]): void {
  const places = lines.map((line) => log.indexOf(line));
  expect(places).not.toContain(-1);
  expect(lines).toEqual([...lines].sort((a, b) => log.indexOf(a) - log.indexOf(b)));
}
