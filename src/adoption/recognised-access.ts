import {
  type Expressions,
  Interpolation,
  isMapping,
  Reference,
  referencesIn,
  shown,
  type Value,
  variableName,
} from "./expressions";
import type { Findings } from "./findings";
import type { Moves } from "./moves";
import type { Block } from "./terraform-files";

const ROLE = "aws_iam_role.collector";
const POLICY = "aws_iam_role_policy.collector";

/** Arguments of a role of which each is told by itself, or that IAM lets change in place. */
const SETTLED = new Set(
  "name name_prefix path assume_role_policy tags permissions_boundary count description".split(" "),
);

/** Which blocks are the collector's access to AWS, and what Terraform is told of them. */
export interface RecognisedAccess extends Moves {
  /** Addresses of the blocks that the module's own take the place of. */
  readonly adopted: readonly string[];
  /** Resources that the module makes and nothing is moved to. */
  readonly added: readonly string[];
}

/** Reads the IAM role, its policies, and the namespace. */
export async function recogniseAccess(
  release: Block,
  blocks: readonly Block[],
  expressions: Expressions,
  findings: Findings,
): Promise<RecognisedAccess> {
  const of = (...types: string[]) => blocks.filter(({ address }) => types.includes(address.split(".")[0]));
  const roles = of("aws_iam_role");
  const named = (await roleReferences(release, expressions)).map((source) => source.replace(/\[.*?\]/g, ""));
  const role = roles.find(({ address }) => named.some((source) => source.startsWith(`${address}.`)));
  if (role === undefined) {
    const module = named.find((source) => source.startsWith("module."));
    findings.obstacles.push(
      module === undefined
        ? `The collector's IAM role was not found. Looked for was an aws_iam_role that the service account names, in the annotation eks.amazonaws.com/role-arn.`
        : `The collector's IAM role is made by ${module.split(".").slice(0, 2).join(".")}, and Terraform moves nothing out of a module of somebody else's. Write the role as a resource here, move it with "terraform state mv", and run this again.`,
    );
    return { moved: [], forgotten: [], adopted: [], added: [] };
  }
  await recogniseRole(role, expressions, findings);

  const belongs = (block: Block) =>
    JSON.stringify(block.body.role ?? null).includes(`${role.address}.`) ||
    JSON.stringify(block.body.role ?? null).includes(`${role.address}[`);
  const inline = of("aws_iam_role_policy").filter(belongs);
  const attachments = of("aws_iam_role_policy_attachment").filter(belongs);
  const policies = of("aws_iam_policy").filter(({ address }) =>
    attachments.some(({ body }) => JSON.stringify(body.policy_arn ?? null).includes(`${address}.`)),
  );
  const namespaces = of("kubernetes_namespace", "kubernetes_namespace_v1").filter(
    ({ address }) =>
      JSON.stringify(release.body).includes(`${address}.`) || JSON.stringify(release.body).includes(`${address}[`),
  );
  // One without count is always there.
  const kept = inline.find(({ body }) => !("count" in body)) ?? inline.at(0);
  if (kept) {
    await recognisePolicyName(kept, expressions, findings);
  }
  const keep = (block: Block, why: string) => ({ address: block.address, why });
  return {
    moved: [move(release, "helm_release.collector"), move(role, ROLE), ...(kept ? [move(kept, POLICY)] : [])].filter(
      ({ from, to }) => from !== to,
    ),
    forgotten: [
      ...inline
        .filter((block) => block !== kept)
        .map((block) =>
          keep(block, `The permissions are in ${POLICY} now. Delete the policy from the role afterwards.`),
        ),
      ...attachments.map((block) => keep(block, `The permissions are in ${POLICY} now. Detach the policy afterwards.`)),
      ...policies.map((block) => keep(block, "Attached to the role until you detach it. Delete it afterwards.")),
      ...namespaces.map((block) =>
        keep(block, "Helm creates the namespace where there is none. Labels of it are yours."),
      ),
    ],
    adopted: [release, role, ...inline, ...attachments, ...policies, ...namespaces].map(({ address }) => address),
    added: kept ? [] : [POLICY],
  };
}

/** What the service account's annotation names, however the values say it. */
async function roleReferences({ body }: Block, expressions: Expressions): Promise<string[]> {
  const values = await expressions.of(body.values);
  const documents = (Array.isArray(values) ? values : []).map((value) => expressions.document(value) ?? null);
  const annotations = documents.flatMap((document) => annotationsOf(document));
  const set = await expressions.of(body.set);
  return referencesIn([...annotations, set]).map(({ source }) => source);
}

function annotationsOf(document: Value): Value[] {
  const account = isMapping(document) ? document.serviceAccount : undefined;
  const annotations = isMapping(account) ? account.annotations : undefined;
  return isMapping(annotations) ? Object.values(annotations) : [];
}

async function recogniseRole(role: Block, expressions: Expressions, findings: Findings): Promise<void> {
  const { address, body, file } = role;
  const name = await expressions.of(body.name);
  const pattern = namePattern(name, findings);
  if (name instanceof Reference && name.source.startsWith("var.")) {
    const known = await expressions.known(name);
    findings.renameInput(name.source.slice(4), "role_name");
    if (typeof known === "string") {
      findings.options.set("terraform.roleName", known);
    }
  } else if (pattern === undefined) {
    findings.obstacles.push(
      `${file}: the name of ${address} is ${body.name_prefix ? "made by a name_prefix" : shown(name)}. IAM can't rename a role, and it would be replaced: write a text or one of var.cluster_name and var.namespace in its place, such that "terraform plan" has nothing to change.`,
    );
  } else {
    findings.options.set("terraform.roleName", pattern);
  }
  await recognisePath(role, expressions, findings);
  const boundary = await expressions.of(body.permissions_boundary);
  const input = "permissions_boundary_arn";
  if (!(await findings.take(boundary, "terraform.permissionsBoundaryArn", { input }))) {
    findings.unrecognised.push({ file, address: `${address}.permissions_boundary`, value: shown(boundary) });
  }
  const tags = await expressions.of(body.tags);
  const isText = (value: Value) =>
    isMapping(value) && Object.values(value).every((one) => typeof one === "string") ? value : undefined;
  if (!(await findings.take(tags, "terraform.tags", { input: "tags", convert: isText }))) {
    findings.unrecognised.push({ file, address: `${address}.tags`, value: shown(tags) });
  }
  for (const argument of Object.keys(body).filter((key) => !SETTLED.has(key))) {
    findings.unrecognised.push({
      file,
      address: `${address}.${argument}`,
      value: shown(await expressions.of(body[argument])),
    });
  }
}

async function recognisePath({ address, body, file }: Block, expressions: Expressions, findings: Findings) {
  const path = await expressions.of(body.path);
  if (path === null || path === "/") {
    return;
  }
  const option = "terraform.rolePath";
  const isText = (value: Value) => (typeof value === "string" ? value : undefined);
  if (!(await findings.take(path, option, { input: "role_path", convert: isText }))) {
    findings.obstacles.push(
      `${file}: the path of ${address} is ${shown(path)}. IAM can't move a role, and it would be replaced: write a text or a variable in its place, such that "terraform plan" has nothing to change.`,
    );
  } else if (!findings.options.has(option)) {
    // Callers give it, and by the option there is a variable for it.
    findings.options.set(option, "/");
  }
}

/** A name as the options say it. */
function namePattern(name: Value, { inputs }: Findings): string | undefined {
  if (typeof name === "string") {
    return name;
  }
  const parts = name instanceof Interpolation ? name.parts : [];
  const texts = parts.map((part) => {
    if (typeof part === "string") {
      return part;
    }
    const variable = variableName(part) ?? "";
    const input = inputs.get(variable) ?? variable;
    return input === "cluster_name" || input === "namespace" ? `{${input}}` : undefined;
  });
  return texts.length === 0 || texts.includes(undefined) ? undefined : texts.join("");
}

async function recognisePolicyName({ address, body, file }: Block, expressions: Expressions, findings: Findings) {
  const name = await expressions.of(body.name);
  const pattern = namePattern(name, findings);
  if (pattern !== undefined) {
    findings.options.set("terraform.rolePolicyName", pattern);
    return;
  }
  findings.obstacles.push(
    `${file}: the name of ${address} is ${body.name_prefix ? "made by a name_prefix" : shown(name)}. IAM can't rename a policy, and the collector would be without it for a moment: write a text in its place, such that "terraform plan" has nothing to change.`,
  );
}

/** With count there is one instance, and its number is part of the address. */
function move({ address, body }: Block, to: string): { from: string; to: string } {
  return { from: "count" in body ? `${address}[0]` : address, to };
}
