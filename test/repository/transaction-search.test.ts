import { parse } from "@cdktn/hcl2json";
import { generated } from "../generated";

const OTLP = { xray: { export: "otlp", transactionSearchExample: true } } as const;
const FOLDER = "examples/transaction-search";

test("there is no example unless it is asked for, by any export", () => {
  for (const xray of [{}, { export: "otlp" }] as const) {
    const files = generated({ xray });
    expect(Object.keys(files).filter((path) => path.startsWith(FOLDER))).toEqual([]);
    expect(files["README.md"]).not.toContain(FOLDER);
  }
});

test("it lets X-Ray write spans of this account and region, and nobody else", async () => {
  const { data, resource } = await parse("main.tf", generated(OTLP)[`${FOLDER}/main.tf`]);
  const [{ statement }] = data.aws_iam_policy_document.spans;
  expect(statement[0].principals).toEqual([{ type: "Service", identifiers: ["xray.amazonaws.com"] }]);
  expect(statement[0].actions).toEqual(["logs:PutLogEvents"]);
  expect(statement[0].condition.map(({ variable }: { variable: string }) => variable)).toEqual([
    "aws:SourceArn",
    "aws:SourceAccount",
  ]);
  expect(Object.keys(resource)).toEqual(["aws_cloudwatch_log_resource_policy"]);
});

test("the page gives the two commands, the price, and the way back", () => {
  const page = generated(OTLP)[`${FOLDER}/README.md`];
  expect(page).toContain("aws xray update-trace-segment-destination --destination CloudWatchLogs\n");
  expect(page).toContain("aws xray update-indexing-rule --name Default --rule 'Probabilistic=");
  expect(page).toContain("(https://aws.amazon.com/cloudwatch/pricing/)");
  expect(page).toContain("aws xray update-trace-segment-destination --destination XRay\n");
  expect(page).toContain("First set the option `xray: { export: 'awsxray' }`");
});

test("with segments nothing has to be set before the way back", () => {
  const page = generated({ xray: { transactionSearchExample: true } })[`${FOLDER}/README.md`];
  expect(page).not.toContain("export");
});

test("the workflow validates it, and Renovate leaves it alone", () => {
  const files = generated(OTLP);
  expect(files[".github/workflows/ci.yml"]).toContain(`in examples/minimal examples/complete ${FOLDER}; do`);
  expect(files["renovate.json5"]).toContain(`"${FOLDER}/**"`);
});
