import type { EksOtelTracingProjectOptions } from "../../../src";
import { settingsWithPresets } from "../../../src/organisation/presets";
import { samplingTier } from "../../../src/settings/tiers";
import { neededEndpoints } from "../../../src/terraform/vpc-endpoint-services";
import { acceptance } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { ACCOUNT, AwsEmulator, REGION } from "../harness/aws-emulator";
import { POD_IDENTITY_STAND_IN } from "../harness/pod-identity-associations";
import { HELM_3_ENTRIES, MATRIX } from "../matrix";
import { readRole, roleNames } from "./iam-role";
import { nameProgramsOf } from "./programs";
import { stoppedAfterwards } from "./started";

/** Of the workspace behind an endpoint that is not one of AWS. */
const WORKSPACE = "arn:aws:aps:eu-west-1:123456789012:workspace/ws-1";

/** What a role may do that assumes no other, as the provider sorts it. */
const MAY_ITSELF = {
  awsxray: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  otlp: ["xray:PutTraceSegments", "xray:PutSpansForIndexing", "xray:PutSpans"],
  none: "sts:GetCallerIdentity",
};

const started = stoppedAfterwards();

acceptance(
  "Module",
  "with any options a role is made for their service account, with their permissions and tags; destroy takes it away",
  async ({ ranIn }) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    const sets = HELM_3_ENTRIES.map((entry, index) => {
      const options = MATRIX[entry] as EksOtelTracingProjectOptions;
      return { namespace: `set-${index}`, options, settings: settingsWithPresets(options) };
    });
    const endpoints = sets.flatMap(({ settings }) => (settings.egress.privateCluster ? neededEndpoints(settings) : []));
    const vpc = await emulator.createVpc(
      Object.fromEntries(endpoints.map((service) => [service, { privateDns: true }])),
    );
    const cluster = await emulator.createCluster("shop", vpc);
    const calls = sets.map(({ namespace, options, settings }): [string, ModuleCall] => [
      namespace,
      { options, variables: { amp_workspace_arn: settings.ampRemoteWriteEndpoint ? WORKSPACE : null } },
    ]);
    const root = await TerraformRoot.create(emulator, cluster.name, Object.fromEntries(calls));
    started.root = root;
    await root.apply();

    for (const { namespace, settings } of sets) {
      const name = samplingTier(settings).releaseName;
      const { roleName = `{cluster_name}-{namespace}-${settings.collector.releaseName}` } = settings.terraform;
      const role = roleName.replace("{cluster_name}", "shop").replace("{namespace}", namespace);
      const { arn, trust, permissions, tags } = await readRole(emulator, role);
      expect(trust.map(({ Condition }) => Object.values(Condition?.StringEquals ?? {}).sort())).toEqual([
        settings.identity === "irsa"
          ? ["sts.amazonaws.com", `system:serviceaccount:${namespace}:${name}`]
          : [`arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${cluster.name}`, name, namespace],
      ]);
      const given = emulator.associationsOf(cluster.name).filter((association) => association.namespace === namespace);
      expect(given.map(({ serviceAccount, roleArn }) => [serviceAccount, roleArn])).toEqual(
        settings.identity === "irsa" ? [] : [[name, arn]],
      );
      const { xray, amp, ampRemoteWriteEndpoint: endpoint } = settings;
      const assume = settings.identity === "irsa" ? "sts:AssumeRole" : ["sts:TagSession", "sts:AssumeRole"];
      expect(permissions.map(({ Action, Resource }) => [Action, Resource])).toEqual([
        ...(xray.roleArn ? [] : [[MAY_ITSELF[xray.export], "*"]]),
        ...(endpoint && !amp.roleArn ? [["aps:RemoteWrite", WORKSPACE]] : []),
        ...(xray.roleArn ? [[assume, xray.roleArn]] : []),
        ...(endpoint && amp.roleArn ? [[assume, amp.roleArn]] : []),
      ]);
      expect(tags).toEqual(settings.terraform.tags);
    }

    await root.run("destroy", "-no-color", "-input=false", "-auto-approve");
    expect(await roleNames(emulator)).toEqual([]);
    expect(emulator.associationsOf(cluster.name)).toEqual([]);
    nameProgramsOf(root, emulator, ranIn);
    ranIn(...POD_IDENTITY_STAND_IN);
  },
  { tier: "full" },
);
