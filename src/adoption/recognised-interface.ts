import type { Expressions } from "./expressions";
import type { Findings } from "./findings";
import { callText } from "./literal";
import type { Moves } from "./moves";
import { accessorsIn, rewrittenExpression } from "./rewritten-expression";
import type { Block, Json } from "./terraform-files";

/** What stays of the module beside what is generated. */
export interface Remainder {
  /** Files of which nothing stays. */
  readonly replacedFiles: readonly string[];
  /** Files that stay as they are. */
  readonly keptFiles: readonly string[];
  /** Lines of `.projenrc.ts` that add the variables and outputs that stay. */
  readonly statements: readonly string[];
}

/** What the generated module has. */
export interface ModuleNames {
  readonly variables: readonly string[];
  readonly outputs: readonly string[];
  /** Of everything in it. */
  readonly addresses: readonly string[];
}

/** Blocks of a module that no generated one can stand beside. */
const SHARED = new Set(["variable", "output", "local", "data"]);

/** Says of each block that is not the collector's whether it stays, and of each input and output what becomes of it. */
export async function recogniseInterface(
  blocks: readonly Block[],
  access: Moves & { readonly adopted: readonly string[] },
  { expressions, findings, names }: { expressions: Expressions; findings: Findings; names: ModuleNames },
): Promise<Remainder> {
  const adopted = new Set(access.adopted);
  const ofTheirs = blocks.filter(
    (block) => !SHARED.has(block.kind) && !adopted.has(block.address) && !isSettled(block),
  );
  const needed = await reachable(ofTheirs, expressions);
  // What both have, such as the region, is the generated module's.
  const isOurs = ({ kind, address }: Block) => kind === "data" && names.addresses.includes(address);
  const stays = new Set([...ofTheirs, ...needed.filter((block) => !isOurs(block))]);
  for (const { file, address } of [...stays].filter((block) => names.addresses.includes(block.address))) {
    findings.obstacles.push(
      `${file}: the generated module has ${address} too. Give yours another name, with a moved block where it is a resource.`,
    );
  }

  const statements: string[] = [];
  const inputsNeeded = new Set<string>();
  for (const block of stays) {
    for (const accessor of await accessorsIn(block.body)) {
      const [root, name] = accessor.split(".");
      if (root === "var") {
        inputsNeeded.add(name);
      } else if (adopted.has(addressOf(accessor))) {
        const to = access.moved.find(({ from }) => addressOf(from) === addressOf(accessor))?.to;
        findings.notes.push(
          `${block.file}: ${block.address} refers to ${accessor}: ${to ? `write ${to} for ${addressOf(accessor)}` : "the module has none"}.`,
        );
      }
    }
  }
  // A file of which all may stay is left as it is, its variables and outputs too.
  const keptFiles = [...new Set([...stays].map(({ file }) => file))].filter((file) =>
    blocks.every((block) => block.file !== file || stays.has(block) || mayStay(block, findings, names)),
  );
  const others = blocks.filter(({ file }) => !keptFiles.includes(file));
  for (const output of others.filter(({ kind }) => kind === "output")) {
    statements.push(...(await outputStatement(output, access, { expressions, findings, names, inputsNeeded })));
  }
  const variables = others.filter(({ kind }) => kind === "variable");
  statements.unshift(...variables.flatMap((variable) => variableStatement(variable, inputsNeeded, names)));
  for (const { address } of variables) {
    const name = address.slice("var.".length);
    if (names.variables.includes(name) || (inputsNeeded.has(name) && typeof findings.inputs.get(name) !== "string")) {
      findings.inputs.delete(name);
    } else if (!findings.inputs.has(name)) {
      findings.inputs.set(name, null);
    }
  }

  const replacedFiles: string[] = [];
  for (const file of [...new Set(others.map((block) => block.file))]) {
    const staying = others.filter((block) => block.file === file && stays.has(block));
    if (staying.length === 0) {
      replacedFiles.push(file);
    } else {
      findings.obstacles.push(
        `${file} has what the module replaces, and what is yours alone: ${staying.map(({ address }) => address).join(", ")}. Move that into a file of its own, such as own.tf, and run this again.`,
      );
    }
  }
  return { replacedFiles, keptFiles, statements };
}

/** Whether a variable or an output is nothing of the module's. */
function mayStay({ kind, address }: Block, { inputs }: Findings, names: ModuleNames): boolean {
  const name = address.slice(address.indexOf(".") + 1);
  return kind === "variable"
    ? !names.variables.includes(name) && !inputs.has(name)
    : kind === "output" && !names.outputs.includes(name);
}

/** What `versions.tf` says too. */
function isSettled({ kind, body }: Block): boolean {
  return (
    kind === "terraform" && Object.keys(body).every((key) => key === "required_version" || key === "required_providers")
  );
}

/** Locals and data sources that blocks refer to, and those that these refer to. */
async function reachable(from: readonly Block[], expressions: Expressions): Promise<Block[]> {
  const found = new Set<Block>();
  const visit = async ({ body }: Block): Promise<void> => {
    for (const accessor of await accessorsIn(body)) {
      const block = expressions.block(addressOf(accessor));
      if (block && (block.kind === "local" || block.kind === "data") && !found.has(block)) {
        found.add(block);
        await visit(block);
      }
    }
  };
  for (const block of from) {
    await visit(block);
  }
  return [...found];
}

/** Address of the block that an expression refers to, without instances. */
export function addressOf(accessor: string): string {
  const parts = accessor.replace(/\[.*?\]/g, "").split(".");
  return parts.slice(0, parts[0] === "data" || parts[0] === "ephemeral" ? 3 : 2).join(".");
}

function variableStatement({ address, body }: Block, needed: ReadonlySet<string>, names: ModuleNames): string[] {
  const name = address.slice("var.".length);
  if (!needed.has(name) || names.variables.includes(name)) {
    return [];
  }
  const { type = "${any}", description = "", default: preset, nullable, sensitive } = body;
  const options = {
    type: String(type).replace(/^\$\{([\s\S]*)\}$/, "$1"),
    description,
    ...(preset === undefined ? {} : { default: preset }),
    ...(nullable === undefined ? {} : { nullable }),
    ...(sensitive === undefined ? {} : { sensitive }),
  };
  return [callText("project.terraform.addVariable", [name, options])];
}

async function outputStatement(
  { address, body, file }: Block,
  { moved, adopted }: Moves & { readonly adopted: readonly string[] },
  given: { expressions: Expressions; findings: Findings; names: ModuleNames; inputsNeeded: Set<string> },
): Promise<string[]> {
  const { expressions, findings, names, inputsNeeded } = given;
  const name = address.slice("output.".length);
  if (names.outputs.includes(name)) {
    return [];
  }
  const rename = async (accessor: string): Promise<string | undefined> => {
    const [root, second] = accessor.split(".");
    if (root === "var") {
      const input = findings.inputs.get(second);
      if (typeof input === "string") {
        return accessor.replace(`var.${second}`, `var.${input}`);
      }
      inputsNeeded.add(second);
      return accessor;
    }
    const of = addressOf(accessor);
    const local = root === "local" ? expressions.block(of) : undefined;
    if (local) {
      const value = await rewrittenExpression(local.body.value, rename);
      return value && (accessor === of ? (/^["\w.]+$/.test(value) ? value : `(${value})`) : undefined);
    }
    if (of.startsWith("kubernetes_namespace") && adopted.includes(of)) {
      return "helm_release.collector.namespace";
    }
    const move = moved.find(({ from }) => addressOf(from) === of);
    if (move) {
      return move.to + accessor.replace(/^[^.]+\.[^.[]+(\[\d+\])?/, "");
    }
    const block = expressions.block(of);
    const isLost = block?.kind === "data" && !names.addresses.includes(of);
    return adopted.includes(of) || isLost ? undefined : accessor;
  };
  const expression = await rewrittenExpression(body.value as Json, rename);
  if (expression === undefined) {
    findings.unrecognised.push({ file, address, value: "refers to what the module does not have" });
    return [];
  }
  const description = typeof body.description === "string" ? body.description : `As before: ${name}.`;
  return [callText("project.terraform.addOutput", [name, expression, description])];
}
