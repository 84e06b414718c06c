import { acmeTemplate } from "./acme-template";
import { Registry } from "./registry";
import { Repository } from "./repository";

/** What an owner writes into a sample. */
const RUNBOOK = "# Runbook\n\nCall us.\n";

/**
 * An organisation's template in a registry: 1.0.0, built on our 1.0.0, and from {@link publishNext} on 2.0.0, built on our 1.1.0.
 *
 * Both of the later releases bring migrations.
 */
export class AcmeReleases {
  private constructor(private readonly registry: Registry) {}

  static async publish(): Promise<AcmeReleases> {
    const registry = await Registry.start();
    process.env.npm_config_registry = registry.url;
    registry.publishOurs("1.0.0");
    registry.publish(acmeTemplate("1.0.0"));
    return new AcmeReleases(registry);
  }

  stop(): void {
    delete process.env.npm_config_registry;
    this.registry.stop();
  }

  publishNext(): void {
    this.registry.publishOurs("1.1.0", {
      "lib/index.js": (text) => text.replace("Follow a span on its way.", "Follow one span on its way."),
      "lib/migrations.js": () => `exports.migrations = [{
        version: "1.1.0",
        description: "names the cluster",
        migrate: (repository) => repository.setOption("clusterName", '"shop"'),
      }];`,
    });
    this.registry.publish(acmeTemplate("2.0.0"));
  }

  /** A repository of 1.0.0 whose owner has used what 2.0.0 changes, and more. */
  repository(): Repository {
    const repository = Repository.createFrom("acme-tracing@1.0.0");
    edit(repository, "costCentr: 'shop', // since May\n  pager: true,");
    repository.synthesize();
    repository.write("docs/runbook.md", RUNBOOK);
    repository.commit();
    return repository;
  }

  /** One that is made by 2.0.0, and edited alike. */
  freshRepository(): Repository {
    const repository = Repository.createFrom("acme-tracing@2.0.0");
    edit(repository, "costCentre: 'shop', // since May");
    const projenrc = repository.read(".projenrc.ts");
    repository.write(".projenrc.ts", projenrc.replace(/(\n {2}projenVersion: .*)/, '$1\n  clusterName: "shop",'));
    repository.synthesize();
    repository.write("docs/on-call.md", RUNBOOK);
    return repository;
  }
}

function edit(repository: Repository, options: string): void {
  const projenrc = repository.read(".projenrc.ts");
  repository.write(".projenrc.ts", projenrc.replace("({\n", `({\n  // Who pays.\n  ${options}\n`));
  repository.write("alarms.tf", "# ours\n");
  repository.write("CHANGELOG.md", "# ours\n");
}
