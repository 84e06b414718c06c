import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktn/hcl2json";
import { UserError } from "../user-error";

/** What a block or an argument is in JSON: expressions are texts with `${`. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Body = { [key: string]: Json };

/** A top-level block, or one local value. */
export interface Block {
  /** As the language calls it: `resource`, `variable`, `local`. */
  readonly kind: string;
  /** As Terraform's messages name it: `aws_iam_role.collector`, `var.namespace`, `local.labels`. */
  readonly address: string;
  readonly body: Body;
  /** Name of the file in the directory. */
  readonly file: string;
}

/** The blocks of a directory's `.tf` files. */
export interface TerraformFiles {
  readonly directory: string;
  readonly blocks: readonly Block[];
}

/** @throws UserError with Terraform's own words when a file is no HCL */
export async function readTerraform(directory: string): Promise<TerraformFiles> {
  const files = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tf"))
    .map(({ name }) => name)
    .sort();
  const blocks: Block[] = [];
  for (const file of files) {
    blocks.push(...blocksOf(file, await parsed(join(directory, file))));
  }
  return { directory, blocks };
}

async function parsed(path: string): Promise<Body> {
  try {
    return await parse(path, readFileSync(path, "utf8"));
  } catch (error) {
    const [, where = (error as Error).message] = /^parse config: \[(.*)\]$/s.exec((error as Error).message) ?? [];
    throw new UserError(
      `eks-otel-tracing: a file can't be read as Terraform, nothing was written.\n\n  ${where}\n\nMend it, until "terraform validate" passes, and run this again.\n`,
    );
  }
}

/** Kinds whose blocks have a type and a name, and how their addresses begin. */
const TYPED: Readonly<Record<string, string>> = { resource: "", data: "data.", ephemeral: "ephemeral." };
const NAMED: Readonly<Record<string, string>> = {
  variable: "var.",
  output: "output.",
  module: "module.",
  provider: "provider.",
  check: "check.",
};

function blocksOf(file: string, content: Body): Block[] {
  return Object.entries(content).flatMap(([kind, value]): Block[] => {
    if (kind in TYPED) {
      return Object.entries(value as Body).flatMap(([type, named]) =>
        Object.entries(named as Body).flatMap(([name, bodies]) =>
          each(bodies).map((body) => ({ kind, address: `${TYPED[kind]}${type}.${name}`, body, file })),
        ),
      );
    }
    if (kind in NAMED) {
      return Object.entries(value as Body).flatMap(([name, bodies]) =>
        each(bodies).map((body) => ({ kind, address: `${NAMED[kind]}${name}`, body, file })),
      );
    }
    if (kind === "locals") {
      return each(value).flatMap((body) =>
        Object.entries(body).map(([name, local]) => ({
          kind: "local",
          address: `local.${name}`,
          body: { value: local },
          file,
        })),
      );
    }
    return each(value).map((body) => ({ kind, address: kind, body, file }));
  });
}

/** A block's bodies: a list of them, or one. */
export function each(value: Json | undefined): Body[] {
  return [value].flat().filter((body): body is Body => typeof body === "object" && body !== null);
}
