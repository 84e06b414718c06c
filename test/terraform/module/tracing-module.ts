import type { EksOtelTracingProjectOptions } from "../../../src/options";
import type { Rule } from "../../../src/settings/rules";
import { resolveSettings } from "../../../src/settings/settings";
import { TracingModule } from "../../../src/terraform/module/tracing-module";

/** The module's files as text, by path. */
export function moduleFiles(
  options: EksOtelTracingProjectOptions = {},
  rules: readonly Rule[] = [],
): Record<string, string> {
  return Object.fromEntries(
    new TracingModule(resolveSettings(options, { rules })).files.map((file) => [file.path, file.toHcl()]),
  );
}

/** One block of a file, from its header to the brace that closes it. */
export function block(file: string, header: string): string {
  const start = `\n${file}`.indexOf(`\n${header} {`);
  if (start < 0) {
    throw new Error(`There is no block ${header}`);
  }
  const text = file.slice(start);
  return text.slice(0, text.indexOf("\n}\n") + 3);
}
