import { literal } from "./literal";

const LINE_WIDTH = 120;

/** What the `.projenrc.ts` of an adopted module says. */
export interface ProjenrcParts {
  readonly options: object;
  /** Lines between the project and its synthesis, in groups with a comment each. */
  readonly statements: readonly { readonly why: string; readonly lines: readonly string[] }[];
}

/** Names of projen's that statements use, beside the project's class. */
export const FROM_PROJEN = ["DependencyType"] as const;

/** The file's text, as a person writes it. */
export function projenrcText(parts: ProjenrcParts): string {
  const body = projenrcBody(parts);
  const used = FROM_PROJEN.filter((name) => body.includes(`${name}.`));
  return [
    "import { EksOtelTracingProject } from 'eks-otel-tracing';\n",
    ...(used.length > 0 ? [`import { ${used.join(", ")} } from 'projen';\n`] : []),
    `\n${body}\nproject.synth();\n`,
  ].join("");
}

/** What comes between the imports and the synthesis, which is JavaScript too. */
export function projenrcBody({ options, statements }: ProjenrcParts): string {
  return [
    `const project = new EksOtelTracingProject(${multiline(options, "")});\n`,
    ...statements.filter(({ lines }) => lines.length > 0).map(({ why, lines }) => `\n// ${why}\n${lines.join("\n")}\n`),
  ].join("");
}

function multiline(value: object, indent: string): string {
  const lines = Object.entries(value).map(([key, item]) => {
    const line = `${indent}  ${key}: ${literal(item)},`;
    const isGroup = typeof item === "object" && item !== null && !Array.isArray(item);
    return line.length <= LINE_WIDTH
      ? line
      : `${indent}  ${key}: ${isGroup ? multiline(item, `${indent}  `) : list(item, indent)},`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function list(value: unknown, indent: string): string {
  return Array.isArray(value)
    ? `[\n${value.map((item) => `${indent}    ${literal(item)},\n`).join("")}${indent}  ]`
    : literal(value);
}
