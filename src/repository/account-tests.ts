import { Component, type Project } from "projen";
import { sendsExternalId } from "../collector/assumed-role";
import type { Settings } from "../settings/settings";
import { TemplateFile, type View } from "../template";
import { literal } from "../terraform/hcl/value";
import type { CallersChoice } from "./callers-choice";

const AMP = "extensions.sigv4auth.assume_role";

/** The roles of other accounts, by the prefix of their variables. */
const ROLES = [
  {
    prefix: "xray",
    data: "traces",
    roleKey: { awsxray: "exporters.awsxray.role_arn", otlp: 'extensions["sigv4auth/xray"].assume_role.arn' },
    idKey: { awsxray: "exporters.awsxray.external_id", otlp: 'extensions["sigv4auth/xray"].assume_role.external_id' },
    writeSid: "WriteTraces",
    assumeSid: "AssumeXrayRole",
  },
  {
    prefix: "amp",
    data: "metrics",
    roleKey: { awsxray: `${AMP}.arn`, otlp: `${AMP}.arn` },
    idKey: { awsxray: `${AMP}.external_id`, otlp: `${AMP}.external_id` },
    writeSid: "WriteMetrics",
    assumeSid: "AssumeAmpRole",
  },
] as const;

/** Tests of the roles in other accounts. Where the options give none, there are no tests of them. */
export class AccountTests extends Component {
  constructor(
    project: Project,
    settings: Settings,
    { mocks, caller, choice }: { readonly mocks: string; readonly caller: string; readonly choice: CallersChoice },
  ) {
    super(project);
    const roles = ROLES.filter(({ prefix }) => settings[prefix].roleArn !== undefined);
    if (roles.length === 0) {
      return;
    }
    // No role is given for X-Ray where nothing is written to it.
    const by = settings.xray.export === "otlp" ? "otlp" : "awsxray";
    const inputs = roles.map(({ prefix }) => roleInputs(settings, prefix, choice));
    const wrong = Object.assign({}, ...inputs.map(({ wrong }) => wrong));
    new TemplateFile(project, "tests/accounts.tftest.hcl", {
      mocks,
      caller,
      roles: roles.map(
        (role, index): View => ({
          ...role,
          roleKey: role.roleKey[by],
          idKey: role.idKey[by],
          ...inputs[index].view,
        }),
      ),
      wrong: assignments(wrong),
      refused: Object.keys(wrong)
        .map((name) => `    var.${name},`)
        .join("\n"),
    });
  }
}

function roleInputs(
  settings: Settings,
  prefix: "xray" | "amp",
  choice: CallersChoice,
): { readonly view: View; readonly wrong: object } {
  const { roleArn, externalId } = settings[prefix];
  const knowsId = sendsExternalId(settings, prefix);
  const where =
    prefix === "amp"
      ? {
          amp_remote_write_endpoint: choice.endpoint,
          amp_workspace_arn: "arn:aws:aps:us-east-1:123456789012:workspace/ws-0123",
        }
      : {};
  const names = (role: unknown, id: unknown) => ({
    [`${prefix}_role_arn`]: role,
    ...(knowsId ? { [`${prefix}_external_id`]: id } : {}),
  });
  const arn = choice.of(`${prefix}.roleArn`, roleArn, "arn:aws:iam::210987654321:role/team/writer");
  const id = choice.of(`${prefix}.externalId`, externalId, "shop/prod");
  return {
    view: {
      given: assignments({ ...where, ...names(arn, id) }),
      externalId: knowsId,
      own: choice.allows(`${prefix}.roleArn`, undefined)
        ? [{ none: assignments({ ...where, [`${prefix}_role_arn`]: null }) }]
        : [],
    },
    wrong: names("no-arn", "x"),
  };
}

/** Attributes of a block, as `terraform fmt` aligns them. */
function assignments(values: object): string {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values)
    .map(([name, value]) => `    ${name.padEnd(width)} = ${literal(value)}`)
    .join("\n");
}
