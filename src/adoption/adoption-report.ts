import type { Style } from "../cli/command";
import type { Adoption } from "./adoption";

/** What people read before they decide, above the preview. */
export function adoptionReport({ findings, plan, keptFiles, directory }: Adoption, style: Style): string {
  const { obstacles, unrecognised, differences, inputs, notes } = findings;
  const renamed = [...inputs].filter(([from, to]) => from !== to);
  return [
    ...section(style, "In the way: nothing can be written yet", obstacles),
    ...section(
      style,
      "Not recognised, and not in the generated module",
      unrecognised.map(({ file, address, value }) => `${file}: ${address} = ${shortened(value)}`),
    ),
    ...section(
      style,
      "Otherwise than yours",
      differences.map(({ subject, yours, module }) => `${subject}: ${shortened(yours)} -> ${module}`),
    ),
    ...section(
      style,
      "Callers of the module",
      renamed.map(([from, to]) =>
        to !== null
          ? `write ${to} in place of ${from}`
          : /oidc/i.test(from)
            ? `leave out ${from}: issuer and provider are looked up, or given together as oidc_provider`
            : `leave out ${from}: the module has no such variable`,
      ),
    ),
    ...section(style, "By hand, after --write", notes),
    ...section(style, "Yours, and left as they are", keptFiles),
    ...(obstacles.length > 0
      ? []
      : section(style, `A plan in the states of ${directory}`, [
          `${plan.add.length} to add${plan.add.length > 0 ? ` (${plan.add.join(", ")})` : ""}, 0 to destroy, ${plan.moved} moved`,
          ...(plan.forgotten.length > 0 ? [`no longer managed, and left in place: ${plan.forgotten.join(", ")}`] : []),
          "the release changes in place, and its pods are replaced one by one",
        ])),
  ]
    .join("\n")
    .trimEnd();
}

function section(style: Style, title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [style("bold", title), ...lines.map((line) => `  ${line}`), ""];
}

const shortened = (text: string) => (text.length > 100 ? `${text.slice(0, 97)}...` : text);
