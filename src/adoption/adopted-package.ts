import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJson } from "../json-file";
import { UserError } from "../user-error";
import { literal } from "./literal";

/** What an existing `package.json` asks of the generated one. */
export interface AdoptedPackage {
  readonly name?: string;
  readonly license?: string;
  readonly devDeps: readonly string[];
  /** Lines of `.projenrc.ts`. */
  readonly statements: readonly string[];
}

/** What the generated file decides. */
const OURS = new Set(["name", "devDependencies", "dependencies", "peerDependencies", "scripts", "private", "//"]);

/** Which of projen's dependency types a field is. */
const TYPES = { dependencies: "RUNTIME", peerDependencies: "PEER" } as const;

/** @throws UserError when the file is no JSON */
export function adoptedPackage(directory: string): AdoptedPackage | undefined {
  const path = join(directory, "package.json");
  if (!existsSync(path)) {
    return undefined;
  }
  const given = parsed(path);
  const texts = (value: unknown) => Object.entries((value ?? {}) as Record<string, string>);
  const overrides = [
    ...texts(given.scripts).map(([name, script]) => [`scripts.${escaped(name)}`, script] as const),
    ...Object.entries(given)
      .filter(([field]) => !OURS.has(field))
      .map(([field, value]) => [escaped(field), value] as const),
  ];
  return {
    name: typeof given.name === "string" ? given.name : undefined,
    license: typeof given.license === "string" ? given.license : undefined,
    // The generated package brings these itself.
    devDeps: texts(given.devDependencies)
      .filter(([name]) => !["projen", "constructs", "jiti", "eks-otel-tracing"].includes(name))
      .map(([name, range]) => `${name}@${range}`),
    statements: [
      ...(Object.keys(TYPES) as (keyof typeof TYPES)[]).flatMap((field) =>
        texts(given[field]).map(
          ([name, range]) =>
            `project.deps.addDependency(${literal(`${name}@${range}`)}, DependencyType.${TYPES[field]});`,
        ),
      ),
      ...(overrides.length > 0
        ? [
            "const manifest = project.tryFindObjectFile('package.json');",
            ...overrides.map(([field, value]) => `manifest?.addOverride(${literal(field)}, ${literal(value)});`),
          ]
        : []),
    ],
  };
}

function parsed(path: string): Record<string, unknown> {
  try {
    return readJson(path);
  } catch (error) {
    throw new UserError(
      `eks-otel-tracing: package.json is no JSON, nothing was written.\n\n  ${(error as Error).message}\n`,
    );
  }
}

/** A dot would lead a level down. */
const escaped = (key: string) => key.replaceAll(".", "\\.");
