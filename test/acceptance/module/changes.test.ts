import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { acceptance } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { POD_IDENTITY_STAND_IN } from "../harness/pod-identity-associations";
import { readRole, roleNames } from "./iam-role";
import { byAddress, type Change, managedChanges } from "./planned-changes";
import { nameProgramsOf } from "./programs";
import { stoppedAfterwards } from "./started";

/** What an option changes when the repository is regenerated and applied again: attributes by resource, or that it comes or goes. */
interface OptionChange {
  readonly before?: ModuleCall["options"];
  readonly options: ModuleCall["options"];
  readonly changes: Readonly<Record<string, readonly string[] | "create" | "delete">>;
}

const POD_IDENTITY: ModuleCall["options"] = { identity: "pod-identity" };

const CHANGES: Readonly<Record<string, OptionChange>> = {
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
  // The role stays in both directions. Unless the pods were replaced, they would keep an identity that is trusted no more.
  pods: {
    options: POD_IDENTITY,
    changes: {
      "aws_eks_pod_identity_association.collector": "create",
      "aws_iam_role.collector": ["assume_role_policy"],
      "helm_release.collector": ["values"],
    },
  },
  tokens: {
    before: POD_IDENTITY,
    options: {},
    changes: {
      "aws_eks_pod_identity_association.collector": "delete",
      "aws_iam_role.collector": ["assume_role_policy"],
      "helm_release.collector": ["values"],
    },
  },
};

const started = stoppedAfterwards();

acceptance(
  "Module",
  "an option that changes, regenerated and applied, changes only what it says, and from IRSA to Pod Identity and back the role stays; destroy leaves no role, no association and no release",
  async ({ ranIn }) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    await emulator.createCluster("shop");
    const root = await TerraformRoot.create(
      emulator,
      "shop",
      calls(({ before = {} }) => before),
    );
    started.root = root;
    await root.apply();
    const idsBefore = await roleIds(emulator);
    await expectIdentities(emulator, root, { pods: "tokens", tokens: "pods" });

    await root.write(calls(({ options }) => options));
    await root.run("plan", "-no-color", "-input=false", "-out=plan");
    const { resource_changes } = JSON.parse(await root.run("show", "-json", "plan"));
    const expected = Object.entries(CHANGES).flatMap(([name, { changes }]) =>
      Object.entries(changes).map(([address, attributes]) => ({
        address: `module.${name}.${address}`,
        actions: [typeof attributes === "string" ? attributes : "update"],
        attributes,
      })),
    );
    expect(managedChanges(resource_changes).map(withoutAllAttributes)).toEqual(
      byAddress(expected as Change[]).map(withoutAllAttributes),
    );
    const log = await root.run("apply", "-no-color", "-input=false", "plan");
    expect(await roleIds(emulator)).toEqual(idsBefore);
    await expectIdentities(emulator, root, { pods: "pods", tokens: "tokens" });
    // A pod learns of its association as it starts.
    expect(log.indexOf("module.pods.helm_release.collector: Modifying")).toBeGreaterThan(
      log.indexOf("module.pods.aws_eks_pod_identity_association.collector: Creation complete"),
    );
    await root.run("plan", "-no-color", "-input=false", "-detailed-exitcode"); // ends with 2 when there is a change

    await root.run("destroy", "-no-color", "-input=false", "-auto-approve");
    expect(await roleNames(emulator)).toEqual([]);
    expect(emulator.associationsOf("shop")).toEqual([]);
    expect(readdirSync(join(root.directory, "releases"))).toEqual([]);
    nameProgramsOf(root, emulator, ranIn);
    ranIn(...POD_IDENTITY_STAND_IN);
  },
  { tier: "full" },
);

/** What comes or goes is all new or all gone. */
const withoutAllAttributes = ({ address, actions, attributes }: Change): Partial<Change> => ({
  address,
  actions,
  ...(actions.join() === "update" ? { attributes } : {}),
});

/** By name, what AWS gives a role anew when it is made anew. */
async function roleIds(emulator: AwsEmulator): Promise<Record<string, string>> {
  const names = await roleNames(emulator);
  const roles = await Promise.all(names.map((name) => readRole(emulator, name)));
  return Object.fromEntries(roles.map(({ name, id }) => [name, id]));
}

/** That the collectors of each module have one identity, and which. */
async function expectIdentities(
  emulator: AwsEmulator,
  root: TerraformRoot,
  identities: Readonly<Record<string, "pods" | "tokens">>,
): Promise<void> {
  for (const [namespace, identity] of Object.entries(identities)) {
    const { arn, trust } = await readRole(emulator, `shop-${namespace}-otel-collector`);
    expect(trust.map(({ Principal }) => Object.keys(Principal ?? {}))).toEqual([
      [identity === "pods" ? "Service" : "Federated"],
    ]);
    const associations = emulator.associationsOf("shop").filter((association) => association.namespace === namespace);
    expect(associations.map(({ roleArn }) => roleArn)).toEqual(identity === "pods" ? [arn] : []);
    const { serviceAccount, podAnnotations } = parse(root.release(namespace).given.values[0]);
    expect([serviceAccount.annotations, podAnnotations]).toEqual(
      identity === "pods"
        ? [undefined, { "aws-identity": "pod-identity" }]
        : [{ "eks.amazonaws.com/role-arn": arn }, undefined],
    );
  }
}

function calls(options: (change: OptionChange) => ModuleCall["options"]): Record<string, ModuleCall> {
  return Object.fromEntries(Object.entries(CHANGES).map(([name, change]) => [name, { options: options(change) }]));
}
