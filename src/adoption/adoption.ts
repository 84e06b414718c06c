import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { isWithin } from "../is-within";
import type { TreeChange } from "../lifecycle/tree-change";
import { renovateConfiguration } from "../repository/competing-files";
import { enclosingRepository } from "../repository/enclosing-repository";
import { schema } from "../settings/schema";
import { acceptedName, acceptedOptions } from "./accepted-options";
import { adoptedPackage } from "./adopted-package";
import type { Findings, Options } from "./findings";
import { type Generator, generatedCopy } from "./generated-copy";
import { literal } from "./literal";
import { movedText, removedText } from "./moves";
import type { ProjenrcParts } from "./projenrc-text";
import { type ModuleNames, recogniseInterface } from "./recognised-interface";
import { recognisedModule } from "./recognised-module";
import { readTerraform } from "./terraform-files";

/** What the adoption of a module comes to. Nothing has been written. */
export interface Adoption {
  /** Where the module is, and the generated repository will be. */
  readonly directory: string;
  readonly findings: Findings;
  /** What a plan will show beside changes in place. */
  readonly plan: { readonly add: readonly string[]; readonly moved: number; readonly forgotten: readonly string[] };
  /** Files with Terraform of theirs that stay. */
  readonly keptFiles: readonly string[];
  /** Every file that is created, modified or removed. Empty where there are obstacles. */
  readonly changes: readonly TreeChange[];
}

/**
 * Finds out how the generated module takes the place of one that was written by hand.
 *
 * @param version - of this package, which the repository is to be made from
 * @throws UserError when there is no such module
 */
export async function adoption(directory: string, version: string, generator: Generator): Promise<Adoption> {
  const { module, expressions, findings, access } = await recognisedModule(directory);
  const names = await generatedNames(generator);
  const rest = await recogniseInterface(module.blocks, access, { expressions, findings, names });

  const manifest = adoptedPackage(module.directory);
  for (const [option, value] of surroundings(module.directory, manifest?.license)) {
    findings.options.set(option, value);
  }
  const options = {
    name: acceptedName(manifest?.name, module.directory),
    ...acceptedOptions(findings),
    devDeps: [`eks-otel-tracing@${version}`, ...(manifest?.devDeps ?? [])],
  };
  const parts = { options, manifest: manifest?.statements ?? [], interface: rest.statements };
  const result = {
    directory: module.directory,
    findings,
    plan: { add: access.added, moved: access.moved.length, forgotten: access.forgotten.map(({ address }) => address) },
    keptFiles: rest.keptFiles,
  };
  if (findings.obstacles.length > 0) {
    return { ...result, changes: [] };
  }
  const files = {
    written: writtenFiles(module.directory, movedText(access), removedText(access)),
    deleted: [
      ...rest.replacedFiles,
      ...[...expressions.filesRead].filter((file) => isWithin(module.directory, file)),
      "package.json",
    ],
  };
  const changes = await generatedCopy(module.directory, files, generator, (conflicts, read) =>
    withConflicts(parts, conflicts, { read, findings }),
  );
  return { ...result, changes: findings.obstacles.length > 0 ? [] : changes };
}

interface Collected {
  readonly options: object;
  readonly manifest: readonly string[];
  readonly interface: readonly string[];
}

/** Lists that git reads line by line take theirs in. Of everything else, theirs stays. */
function withConflicts(
  { options, manifest, interface: ofModule }: Collected,
  conflicts: readonly string[],
  { read, findings }: { read: (path: string) => string; findings: Findings },
): { parts: ProjenrcParts; deleted: string[] } {
  const lists = conflicts.filter((path) => [".gitignore", ".gitattributes"].includes(path));
  for (const path of conflicts.filter((path) => /\.(tf|tpl)$/.test(path))) {
    findings.obstacles.push(`${path} is generated, and yours of that name stays: give it another name.`);
  }
  const lines = (path: string) =>
    lists.includes(path)
      ? read(path)
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== "" && !line.startsWith("#"))
      : [];
  const kept = conflicts.filter((path) => !lists.includes(path));
  return {
    deleted: lists,
    parts: {
      options,
      statements: [
        { why: "Variables and outputs that stay.", lines: ofModule },
        { why: "As it was in package.json.", lines: manifest },
        {
          why: "Yours stay. Without its line, a file is generated once yours is gone.",
          lines: kept.map((path) => `project.tryRemoveFile(${literal(path)});`),
        },
        {
          why: "What git is told beside what is generated.",
          lines: [
            ...(lines(".gitignore").length > 0
              ? [`project.gitignore.addPatterns(${lines(".gitignore").map(literal).join(", ")});`]
              : []),
            ...lines(".gitattributes").map(
              (line) => `project.gitattributes.addAttributes(${line.split(/\s+/).map(literal).join(", ")});`,
            ),
          ],
        },
      ],
    },
  };
}

/** What every module of ours has. */
async function generatedNames({ package: exported }: Generator): Promise<ModuleNames> {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-adopt-"));
  try {
    const { EksOtelTracingProject } = exported as typeof import("../index");
    const project = new EksOtelTracingProject({ outdir: directory });
    for (const file of project.files.filter(({ path }) => path.endsWith(".tf") && !path.includes("/"))) {
      writeFileSync(join(directory, file.path), (file as unknown as { text(): string }).text());
    }
    const { blocks } = await readTerraform(directory);
    const named = (kind: string) =>
      blocks.filter((block) => block.kind === kind).map(({ address }) => address.slice(address.indexOf(".") + 1));
    return {
      variables: named("variable"),
      outputs: named("output"),
      addresses: blocks.filter(({ kind }) => kind !== "terraform").map(({ address }) => address),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What would be of no use there, and what nobody has asked for: a licence, and an example application. */
function surroundings(directory: string, license: string | undefined): Options {
  const isLicence = license !== undefined && v.is(schema.entries.repository, { license });
  const options: Options = new Map<string, unknown>([
    ["exampleApps", []],
    ["repository.license", isLicence ? license : "UNLICENSED"],
  ]);
  // Below the root of a repository neither workflows nor Renovate's configuration are read; of the latter one is.
  const isPart = enclosingRepository(directory) !== undefined;
  if (isPart) {
    options.set("repository.githubWorkflows", false);
  }
  if (isPart || renovateConfiguration(directory) !== undefined) {
    options.set("repository.renovate", false);
  }
  return options;
}

function writtenFiles(directory: string, moved: string | undefined, removed: string | undefined) {
  const text = (path: string, added: string) => {
    const file = join(directory, path);
    return existsSync(file) ? `${readFileSync(file, "utf8").trimEnd()}\n\n${added}` : added;
  };
  return {
    ...(moved === undefined ? {} : { "moved.tf": text("moved.tf", moved) }),
    ...(removed === undefined ? {} : { "removed.tf": text("removed.tf", removed) }),
  };
}
