import { upgradePlan } from "../../../src/lifecycle/upgrade/upgrade-plan";
import type { MigratedRepository } from "../../../src/migration";

export const PROJENRC = 'new Acme({\n  devDeps: ["acme-tracing@1.0.0"],\n  old: 1, // why\n});\n';
export const STAMP =
  '{\n  "//": "~~ Generated",\n  "template": "acme-tracing",\n  "packages": {\n    "acme-tracing": "1.0.0"\n  }\n}\n';

/** The plan of an upgrade of acme-tracing to 2.0.0 with one migration, and the files as it would leave them. */
export function planned(
  migrate: (repository: MigratedRepository) => void,
  files: Record<string, string> = {},
  { committed = true } = {},
) {
  const before: Record<string, string> = { ".projenrc.ts": PROJENRC, ".projen/template.json": STAMP, ...files };
  const { changes, notes } = upgradePlan(
    { template: "acme-tracing", packages: { "acme-tracing": "1.0.0" } },
    [{ name: "acme-tracing", from: "1.0.0", version: "2.0.0" }],
    [{ package: "acme-tracing", version: "2.0.0", description: "", migrate }],
    { read: (path) => before[path], isCommitted: () => committed },
  );
  const after = { ...before, ...Object.fromEntries(changes.map(({ path, after: text }) => [path, text])) };
  return { changes, after, notes: notes.map(({ text }) => text) };
}
