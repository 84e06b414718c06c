import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { userEnvironment } from "../../../scripts/scaffold";
import { run } from "../../../src/cli/run";
import { acceptance } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { roleNames } from "./iam-role";
import { nameProgramsOf } from "./programs";
import { stoppedAfterwards } from "./started";

const BY_HAND = join(__dirname, "../../adoption/fixtures/article");
const ENDPOINT = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write";

/** What applies to both calls: the second has a policy that the first has not. */
const INPUTS: Record<string, object> = { tracing: {}, metrics: { amp_remote_write_endpoint: ENDPOINT } };

const started = stoppedAfterwards();

acceptance(
  "Module",
  "one that was written by hand is adopted from its old state: nothing is added, nothing is destroyed, and a second plan is empty",
  async ({ ranIn }) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    const { name, issuerUrl, oidcProviderArn } = await emulator.createCluster("shop");
    const calls = (write: ModuleCall["write"], variables: object): Record<string, ModuleCall> =>
      Object.fromEntries(
        Object.entries(INPUTS).map(([call, inputs]) => [
          call,
          { write, variables: { cluster_name: `${name}-${call}`, ...inputs, ...variables } },
        ]),
      );
    const root = await TerraformRoot.create(
      emulator,
      name,
      calls(copyOfFixture, { oidc_provider_arn: oidcProviderArn, oidc_provider_url: issuerUrl }),
    );
    started.root = root;
    await root.apply();
    const before = { roles: await roleNames(emulator), releases: releasesOf(root) };

    // The callers write what the report says that they have to.
    const oidcProvider = { arn: oidcProviderArn, issuer_url: issuerUrl };
    await root.write(calls(adopted, { oidc_provider: oidcProvider }));
    await root.run("init", "-no-color", "-input=false");
    await root.run("plan", "-no-color", "-input=false", "-out=plan");
    const { resource_changes } = JSON.parse(await root.run("show", "-json", "plan"));
    expect(actions(resource_changes)).toEqual([
      "module.metrics.aws_iam_role.collector: update, was module.metrics.aws_iam_role.otel_collector",
      "module.metrics.aws_iam_role_policy.amp[0]: forget",
      "module.metrics.aws_iam_role_policy.collector: update, was module.metrics.aws_iam_role_policy.xray",
      "module.metrics.helm_release.collector: update, was module.metrics.helm_release.otel_collector",
      "module.tracing.aws_iam_role.collector: update, was module.tracing.aws_iam_role.otel_collector",
      "module.tracing.aws_iam_role_policy.collector: update, was module.tracing.aws_iam_role_policy.xray",
      "module.tracing.helm_release.collector: update, was module.tracing.helm_release.otel_collector",
    ]);

    await root.run("apply", "-no-color", "-input=false", "plan");
    expect({ roles: await roleNames(emulator), releases: releasesOf(root) }).toEqual(before);
    expect(root.release("tracing").revision).toBe(2);
    await root.run("plan", "-no-color", "-input=false", "-detailed-exitcode"); // ends with 2 when there is a change
    nameProgramsOf(root, emulator, ranIn);
  },
  { tier: "full" },
);

async function copyOfFixture(directory: string): Promise<void> {
  cpSync(BY_HAND, directory, { recursive: true });
  rmSync(join(directory, "alarms.tf")); // of a service that the emulator does not play
  const git = (...args: string[]) => execFileSync("git", args, { cwd: directory, env: userEnvironment() });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "by hand");
}

async function adopted(directory: string): Promise<void> {
  const printed: unknown[] = [];
  const stream = { write: (text: unknown) => printed.push(text) > 0 };
  const code = await run(["adopt", directory, "--write"], { stdout: stream, stderr: stream });
  expect([code, readFileSync(join(directory, "moved.tf"), "utf8")]).toEqual([0, expect.stringContaining("moved {")]);
  expect(printed.join("")).toContain("0 to add, 0 to destroy, 3 moved");
}

const releasesOf = (root: TerraformRoot) => readdirSync(join(root.directory, "releases")).sort();

interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly mode: string;
  readonly change: { readonly actions: readonly string[] };
}

function actions(changes: readonly ResourceChange[]): string[] {
  return changes
    .filter(({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op")
    .map(
      ({ address, previous_address: previous, change }) =>
        `${address}: ${change.actions.join()}${previous === undefined ? "" : `, was ${previous}`}`,
    )
    .sort();
}
