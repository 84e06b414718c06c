import { parse } from "yaml";
import type { Preset } from "../../../src";
import { acceptance } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { ACCOUNT, AwsEmulator, type Cluster, REGION } from "../harness/aws-emulator";
import { POD_IDENTITY_STAND_IN } from "../harness/pod-identity-associations";
import { type IamRole, readRole } from "./iam-role";
import { nameProgramsOf } from "./programs";

const BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";
const IMAGE = "registry.example.com/otel/collector-contrib";

/** What an organisation decides, and the caller of a module tries to change. */
const ACME: Preset = {
  name: "Acme",
  rules: [
    { option: "terraform.permissionsBoundaryArn", mustBe: BOUNDARY, reason: "every role is bounded" },
    { option: "terraform.tags", mustInclude: { owner: "platform" }, reason: "costs are charged to owners" },
    { option: "collector.imageRepository", mustBe: IMAGE, reason: "images are scanned" },
  ],
};

/** Modules of one configuration: two take hardly longer than one. */
const CALLS: Record<string, ModuleCall> = {
  defaults: { variables: { namespace: "tracing" } },
  metrics: {
    variables: {
      amp_remote_write_endpoint:
        "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
      permissions_boundary_arn: BOUNDARY,
      tags: { team: "platform" },
    },
  },
  pods: {
    options: { identity: "pod-identity", terraform: { rolePath: "/team/" } },
    variables: { role_path: "/team/tracing/", tags: { team: "platform" } },
  },
  ruled: {
    options: { presets: [ACME] },
    variables: {
      tags: { owner: "somebody else", team: "platform" },
      extra_values: ['{ image: { repository: "example.com/another" }, priorityClassName: "system-node-critical" }'],
    },
  },
};

const WRITE_TRACES = {
  Sid: "WriteTraces",
  Effect: "Allow",
  Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
  Resource: "*",
};

interface Applied {
  emulator: AwsEmulator;
  cluster: Cluster;
  root: TerraformRoot;
}

const started: Partial<Applied> = {};
let applying: Promise<Applied> | undefined;
const applied = () => {
  applying ??= apply();
  return applying;
};

async function apply(): Promise<Applied> {
  const emulator = await AwsEmulator.start();
  started.emulator = emulator;
  const cluster = await emulator.createCluster("shop");
  const root = await TerraformRoot.create(emulator, cluster.name, CALLS);
  started.root = root;
  await root.apply();
  return { emulator, cluster, root };
}

afterAll(async () => {
  await started.emulator?.stop();
  await started.root?.remove();
}, 60_000);

acceptance("Module", "only the collector's service account can assume the role", async ({ ranIn }) => {
  const { emulator, cluster, root } = await applied();
  const issuer = cluster.issuerUrl.replace("https://", "");
  expect((await roleIn("tracing")).trust).toEqual([
    {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: cluster.oidcProviderArn },
      Condition: {
        StringEquals: {
          [`${issuer}:sub`]: "system:serviceaccount:tracing:otel-collector",
          [`${issuer}:aud`]: "sts.amazonaws.com",
        },
      },
    },
  ]);
  nameProgramsOf(root, emulator, ranIn);
});

acceptance("Module", "the role can write traces to X-Ray, and nothing else", async ({ ranIn }) => {
  const { emulator, root } = await applied();
  const { permissions, managedPolicies } = await roleIn("tracing");
  expect(permissions).toEqual([WRITE_TRACES]);
  expect(managedPolicies).toEqual([]);
  nameProgramsOf(root, emulator, ranIn);
});

acceptance("Module", "with an AMP endpoint the role can write metrics to that workspace too", async ({ ranIn }) => {
  const { emulator, root } = await applied();
  const { permissions, managedPolicies } = await roleIn("metrics");
  expect(permissions).toEqual([
    WRITE_TRACES,
    {
      Sid: "WriteMetrics",
      Effect: "Allow",
      Action: "aps:RemoteWrite",
      Resource: "arn:aws:aps:eu-west-1:123456789012:workspace/ws-0123",
    },
  ]);
  expect(managedPolicies).toEqual([]);
  nameProgramsOf(root, emulator, ranIn);
});

acceptance(
  "Module",
  "the role has the permissions boundary and the tags that are given, else none",
  async ({ ranIn }) => {
    const { emulator, root } = await applied();
    expect(await roleIn("tracing")).toMatchObject({ boundary: undefined, tags: {} });
    expect(await roleIn("metrics")).toMatchObject({ boundary: BOUNDARY, tags: { team: "platform" } });
    nameProgramsOf(root, emulator, ranIn);
  },
);

acceptance(
  "Module",
  "an organisation's boundary, tags and image are there whatever the caller of the module says",
  async ({ ranIn }) => {
    const { emulator, root } = await applied();
    expect(await roleIn("ruled")).toMatchObject({ boundary: BOUNDARY, tags: { owner: "platform", team: "platform" } });
    // As Helm merges them: of a map's key the last document's value.
    const documents = root.release("ruled").given.values.map((document) => parse(document));
    expect(documents.map(({ image }) => image?.repository).filter(Boolean)).toEqual([
      IMAGE,
      "example.com/another",
      IMAGE,
    ]);
    expect(documents.map((document) => document.priorityClassName).filter(Boolean)).toEqual(["system-node-critical"]);
    nameProgramsOf(root, emulator, ranIn);
  },
);

acceptance(
  "Module",
  "the service account that Helm is told to make names the role that was created",
  async ({ ranIn }) => {
    const { emulator, root } = await applied();
    const { arn } = await roleIn("tracing");
    expect(parse(root.release("tracing").given.values[0]).serviceAccount).toEqual({
      create: true,
      name: "otel-collector",
      annotations: { "eks.amazonaws.com/role-arn": arn },
    });
    nameProgramsOf(root, emulator, ranIn);
  },
);

acceptance(
  "Module",
  "with Pod Identity, EKS gives the role, at the path that is asked for, to the pods of the collector's service account, and may assume it for no others; the service account names none",
  async ({ ranIn }) => {
    const { emulator, cluster, root } = await applied();
    const { arn, trust } = await roleIn("pods");
    expect(arn).toBe(`arn:aws:iam::${ACCOUNT}:role/team/tracing/${cluster.name}-pods-otel-collector`);
    expect(trust).toEqual([
      {
        Effect: "Allow",
        Action: ["sts:TagSession", "sts:AssumeRole"],
        Principal: { Service: "pods.eks.amazonaws.com" },
        Condition: {
          StringEquals: {
            "aws:RequestTag/eks-cluster-arn": `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${cluster.name}`,
            "aws:RequestTag/kubernetes-namespace": "pods",
            "aws:RequestTag/kubernetes-service-account": "otel-collector",
          },
        },
      },
    ]);
    expect(emulator.associationsOf(cluster.name)).toEqual([
      expect.objectContaining({
        namespace: "pods",
        serviceAccount: "otel-collector",
        roleArn: arn,
        disableSessionTags: false,
        tags: { team: "platform" },
      }),
    ]);
    const documents = root.release("pods").given.values;
    expect(parse(documents[0])).toMatchObject({
      serviceAccount: { create: true, name: "otel-collector" },
      podAnnotations: { "aws-identity": "pod-identity" },
    });
    expect(documents.join("\n")).not.toMatch(/role-arn|arn:aws/);
    nameProgramsOf(root, emulator, ranIn);
    ranIn(...POD_IDENTITY_STAND_IN);
  },
);

acceptance("Module", "a second apply changes nothing", async ({ ranIn }) => {
  const { emulator, root } = await applied();
  await root.run("plan", "-no-color", "-input=false", "-detailed-exitcode"); // ends with 2 when there is a change
  nameProgramsOf(root, emulator, ranIn);
});

async function roleIn(namespace: string): Promise<IamRole> {
  const { emulator, cluster } = await applied();
  return readRole(emulator, `${cluster.name}-${namespace}-otel-collector`);
}
