import type { PackageFiles } from "./registry";

/** What differs between the releases of the organisation's template. */
interface Release {
  readonly version: string;
  readonly generator: string;
  /** Source of the constructor's body after `super`. */
  readonly body: string;
  /** Name of its own option, which is written to OWNERS. */
  readonly option: string;
  /** Source of the list of migrations. */
  readonly migrations: string;
}

const RELEASES: Record<string, Release> = {
  "1.0.0": {
    version: "1.0.0",
    generator: "^1.0.0",
    option: "costCentr",
    body: `
      new SampleFile(this, "docs/runbook.md", { contents: "# Runbook\\n" });
      new SampleFile(this, "docs/pager.md", { contents: "# Pager\\n" });
      new TextFile(this, "LEGACY", { lines: ["old"] });`,
    migrations: "[]",
  },
  // A rename, a removed option, a dropped and a renamed sample, a moved address, and a note.
  "2.0.0": {
    version: "2.0.0",
    generator: "^1.1.0",
    option: "costCentre",
    body: `
      new SampleFile(this, "docs/on-call.md", { contents: "# Runbook\\n" });`,
    migrations: `[
      {
        version: "2.0.0",
        description: "costCentr is costCentre",
        migrate: (repository) => repository.renameOption("costCentr", "costCentre"),
      },
      {
        version: "2.0.0",
        description: "no pager any more",
        migrate: (repository) => {
          repository.removeOption("pager");
          repository.deleteFile("docs/pager.md");
          repository.renameFile("docs/runbook.md", "docs/on-call.md");
          repository.moveAddress("helm_release.otel", "helm_release.collector");
          repository.note("Take the secret PAGER_TOKEN out of the repository's settings.");
        },
      },
      {
        version: "3.0.0",
        description: "of a release that is not there yet",
        migrate: () => { throw new Error("must not run"); },
      },
    ]`,
  },
};

/** A template package of an organisation, as the jsii compiler would have made it. */
export function acmeTemplate(version: keyof typeof RELEASES): PackageFiles {
  const { generator, option, body, migrations } = RELEASES[version];
  const docs = { summary: "Acme's tracing" };
  return {
    "package.json": JSON.stringify({
      name: "acme-tracing",
      version,
      main: "lib/index.js",
      types: "lib/index.d.ts",
      peerDependencies: { "eks-otel-tracing": generator, projen: ">=0.103.25 <1", constructs: "^10.5.0" },
      jsii: { outdir: "dist", targets: {}, versionFormat: "full" },
      "eks-otel-tracing": { migrations: "lib/migrations.js" },
    }),
    "lib/index.js": `
      const { EksOtelTracingProject } = require("eks-otel-tracing");
      const { SampleFile, TextFile } = require("projen");
      class AcmeTracing extends EksOtelTracingProject {
        constructor({ ${option}: owner = "nobody", pager, ...options } = {}) {
          super(options);
          new TextFile(this, "OWNERS", { lines: [owner] });${body}
        }
      }
      AcmeTracing[Symbol.for("jsii.rtti")] = { fqn: "acme-tracing.AcmeTracing", version: "${version}" };
      exports.AcmeTracing = AcmeTracing;`,
    "lib/migrations.js": `exports.migrations = ${migrations};`,
    ".jsii": JSON.stringify({
      schema: "jsii/0.10.0",
      name: "acme-tracing",
      version,
      dependencies: { "eks-otel-tracing": generator, projen: ">=0.103.25 <1", constructs: "^10.5.0" },
      types: {
        "acme-tracing.AcmeTracing": {
          assembly: "acme-tracing",
          kind: "class",
          fqn: "acme-tracing.AcmeTracing",
          name: "AcmeTracing",
          base: "eks-otel-tracing.EksOtelTracingProject",
          docs: { ...docs, custom: { pjid: "acme-tracing" } },
          initializer: {
            docs,
            parameters: [{ name: "options", optional: true, type: { fqn: "acme-tracing.AcmeTracingOptions" } }],
          },
        },
        "acme-tracing.AcmeTracingOptions": {
          assembly: "acme-tracing",
          datatype: true,
          kind: "interface",
          fqn: "acme-tracing.AcmeTracingOptions",
          name: "AcmeTracingOptions",
          docs,
          interfaces: ["eks-otel-tracing.EksOtelTracingProjectOptions"],
          properties: [],
        },
      },
    }),
  };
}
