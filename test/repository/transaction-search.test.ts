import { parse } from "@cdktn/hcl2json";
import { UsageExamples } from "../../src/repository/usage-examples";
import { generated } from "../generated";
import { synth } from "./synth";

const OTLP = { xray: { export: "otlp", transactionSearchExample: true } } as const;
const FOLDER = "examples/transaction-search";

const written = (name: string): string => synth(UsageExamples, OTLP)[`${FOLDER}/${name}`];
const hcl = (name: string): Promise<any> => parse(name, written(name));

test("there is no example unless it is asked for, by any export", () => {
  for (const xray of [{}, { export: "otlp" }] as const) {
    const files = generated({ xray });
    expect(Object.keys(files).filter((path) => path.startsWith(FOLDER))).toEqual([]);
    expect(files["README.md"]).not.toContain(FOLDER);
  }
});

test("it lets X-Ray write to its two groups, when the account and the region that sent are this one's", async () => {
  const { provider, data, resource } = await hcl("main.tf");
  const [account, region, partition] = [
    "${data.aws_caller_identity.current.account_id}",
    "${data.aws_region.current.id}",
    "${data.aws_partition.current.partition}",
  ];
  const [{ resources, ...statement }] = data.aws_iam_policy_document.spans[0].statement;
  expect(statement).toEqual({
    sid: "TransactionSearchXRayAccess",
    actions: ["logs:PutLogEvents"],
    principals: [{ type: "Service", identifiers: ["xray.amazonaws.com"] }],
    condition: [
      { test: "ArnLike", variable: "aws:SourceArn", values: [`arn:${partition}:xray:${region}:${account}:*`] },
      { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
    ],
  });
  expect(resources.replace(/\s+/g, " ")).toBe(
    `\${[ for group in ["aws/spans", "/aws/application-signals/data"] : "arn:${partition}:logs:${region}:${account}:log-group:\${group}:*" ]}`,
  );
  expect([provider, Object.keys(data).sort()]).toEqual([
    { aws: [{}] },
    ["aws_caller_identity", "aws_iam_policy_document", "aws_partition", "aws_region"],
  ]);
  expect(resource.aws_cloudwatch_log_resource_policy.spans).toEqual([
    { policy_name: "${var.policy_name}", policy_document: "${data.aws_iam_policy_document.spans.json}" },
  ]);
});

test("it hands out the commands of its page, after X-Ray may write, and takes a share in percent", async () => {
  const { output } = await hcl("outputs.tf");
  const { variable } = await hcl("variables.tf");
  const [{ value: on, depends_on: after, description }] = output.turn_on;
  const [{ value: off }] = output.turn_off;
  expect(Object.keys(output)).toEqual(["turn_off", "turn_on"]);
  expect([after, description]).toEqual([
    ["${aws_cloudwatch_log_resource_policy.spans}"],
    expect.stringContaining("turns Transaction Search on, for all of the account in this region"),
  ]);
  const page: string = written("README.md");
  for (const command of [...on, off]) {
    expect(page).toContain(
      command
        .replace(" --region ${data.aws_region.current.id}", "")
        .replace("${var.indexed_percentage}", variable.indexed_percentage[0].default),
    );
  }
  expect(on).toHaveLength(2);
  expect(variable.indexed_percentage[0]).toMatchObject({
    nullable: false,
    validation: [
      {
        condition: "${var.indexed_percentage >= 0 && var.indexed_percentage <= 100}",
        error_message: "indexed_percentage must be a number from 0 to 100.",
      },
    ],
  });
});

test("the page gives the two commands, the price, and the way back", () => {
  const page = generated(OTLP)[`${FOLDER}/README.md`];
  expect(page).toContain("aws xray update-trace-segment-destination --destination CloudWatchLogs\n");
  expect(page).toContain("aws xray update-indexing-rule --name Default --rule 'Probabilistic=");
  expect(page).toContain("(https://aws.amazon.com/cloudwatch/pricing/)");
  expect(page).toContain("aws xray update-trace-segment-destination --destination XRay\n");
  expect(page).toContain("First set the option `xray: { export: 'awsxray' }`");
  expect(page).toContain("says `ACTIVE`. Then apply the module.\n");
});

test("with segments nothing has to be set before the way back", () => {
  const page = generated({ xray: { transactionSearchExample: true } })[`${FOLDER}/README.md`];
  expect(page).not.toContain("export");
  expect(page).toContain("says `ACTIVE`.\n");
});

test("the workflow validates it, and Renovate leaves it alone", () => {
  const files = generated(OTLP);
  expect(files[".github/workflows/ci.yml"]).toContain(`in examples/minimal examples/complete ${FOLDER}; do`);
  expect(files["renovate.json5"]).toContain(`"${FOLDER}/**"`);
});
