import { mkdir, mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerMirror } from "../../../tools/provider-mirror";
import { run } from "../../../tools/run";
import { acceptance } from "../acceptance";
import { generateRepository } from "../harness/applied-module";
import { ACCOUNT, AWS_ENVIRONMENT, AwsEmulator, REGION } from "../harness/aws-emulator";
import { urlOf } from "../harness/front";
import { terraform } from "../tools";
import { startCorrectedEmulator } from "./corrected-emulator";
import { readRole, roleNames } from "./iam-role";
import { nameProgramsOf } from "./programs";

const started: { emulator?: AwsEmulator; server?: Server; directory?: string } = {};
afterAll(async () => {
  started.server?.closeAllConnections();
  started.server?.close();
  await started.emulator?.stop();
  await rm(started.directory ?? "", { recursive: true, force: true });
}, 60_000);

acceptance(
  "Examples",
  "`examples/minimal`, `examples/complete` and `examples/transaction-search` are applied and destroyed just as they are",
  async ({ ranIn }) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    await emulator.createCluster("shop");
    const server = await startCorrectedEmulator(emulator.url);
    started.server = server;
    const directory = await mkdtemp(join(tmpdir(), "eks-otel-tracing-examples-"));
    started.directory = directory;
    await generateRepository(directory, { xray: { transactionSearchExample: true } });
    const [program, mirror] = [await terraform(), await providerMirror()];

    const stepsOf = async (example: string) => {
      const releases = join(directory, `releases-${example}`);
      await mkdir(releases);
      return (command: string, ...args: string[]) =>
        run(program.path, [`-chdir=examples/${example}`, command, "-no-color", "-input=false", ...args], {
          directory,
          environment: {
            ...AWS_ENVIRONMENT,
            // The emulator instead of AWS: all that the examples leave to the environment.
            AWS_ENDPOINT_URL: urlOf(server),
            AWS_REGION: REGION,
            CHECKPOINT_DISABLE: "1",
            HELM_STAND_IN_DIR: releases,
            TF_CLI_CONFIG_FILE: mirror.cliConfigFile,
            TF_VAR_cluster_name: "shop",
          },
        });
    };
    for (const [example, role] of [
      ["minimal", "shop-tracing-otel-collector"],
      ["complete", "shop-tracing"],
    ]) {
      const step = await stepsOf(example);
      await step("init");
      await step("apply", "-auto-approve");
      const { permissions } = await readRole(emulator, role);
      expect(permissions.map(({ Sid }) => Sid)).toEqual(
        example === "minimal" ? ["WriteTraces"] : ["WriteTraces", "WriteMetrics"],
      );
      await step("destroy", "-auto-approve");
      expect(await roleNames(emulator)).toEqual([]);
    }

    const step = await stepsOf("transaction-search");
    await step("init");
    const outputs = await step("apply", "-auto-approve");
    expect(outputs).toContain(`update-trace-segment-destination --region ${REGION} --destination CloudWatchLogs`);
    const policies = async (): Promise<{ policyName: string; policyDocument: string }[]> =>
      (await emulator.logs("DescribeResourcePolicies")).resourcePolicies;
    const [{ policyDocument }] = await policies();
    expect(JSON.parse(policyDocument).Statement).toEqual([
      {
        Sid: "TransactionSearchXRayAccess",
        Effect: "Allow",
        Principal: { Service: "xray.amazonaws.com" },
        Action: "logs:PutLogEvents",
        Resource: expect.arrayContaining(
          ["aws/spans", "/aws/application-signals/data"].map(
            (group) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}:*`,
          ),
        ),
        Condition: {
          ArnLike: { "aws:SourceArn": `arn:aws:xray:${REGION}:${ACCOUNT}:*` },
          StringEquals: { "aws:SourceAccount": ACCOUNT },
        },
      },
    ]);
    await step("destroy", "-auto-approve");
    expect(await policies()).toEqual([]);
    nameProgramsOf({ program, mirror }, emulator, ranIn);
  },
  { tier: "full" },
);
