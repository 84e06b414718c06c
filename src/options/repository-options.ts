/** The licences whose text can be generated; `UNLICENSED` writes none. */
export type RepositoryLicense = "Apache-2.0" | "MIT" | "MIT-0" | "MPL-2.0" | "UNLICENSED";

/**
 * What finishes an update that Renovate has begun: `post-upgrade-tasks`, a Renovate of your own; `workflow`, a generated workflow,
 * for the hosted app.
 */
export type RenovateRegeneration = "post-upgrade-tasks" | "workflow";

/** The repository around the module. */
export interface RepositoryOptions {
  /**
   * Licence of the generated repository.
   *
   * @default "Apache-2.0"
   */
  readonly license?: RepositoryLicense;

  /**
   * Address under which others use the module, without a version: that of its git repository, or in a registry.
   *
   * The README shows it as `source`, with a tag or a version.
   *
   * @default - a placeholder for the address of the git repository
   * @example "git::https://github.com/acme/tracing.git"
   * @example "app.terraform.io/acme/tracing/aws"
   * @see https://developer.hashicorp.com/terraform/language/modules/sources
   */
  readonly moduleSource?: string;

  /**
   * Who holds the copyright.
   *
   * @default - "The", the name of the repository, and "authors", where a licence has to name somebody
   */
  readonly copyrightOwner?: string;

  /**
   * Year or years of the copyright. It is never taken from the clock, so that a new year changes no file.
   *
   * @default - none
   */
  readonly copyrightPeriod?: string;

  /**
   * GitHub users, teams or addresses who own every file, such as `@example/platform`.
   *
   * @default [] - no CODEOWNERS file
   */
  readonly codeOwners?: string[];

  /**
   * Generate the GitHub workflow that formats, validates, tests and lints the module and checks for drift.
   *
   * @default true
   */
  readonly githubWorkflows?: boolean;

  /**
   * Generate a Renovate configuration.
   *
   * @default true
   */
  readonly renovate?: boolean;

  /**
   * What runs migrations and generates the files again on Renovate's branch, after an update of the template or of a version in
   * `.projenrc.ts`.
   *
   * `post-upgrade-tasks` needs a Renovate of your own that allows the commands, as a comment in `renovate.json5` says. `workflow` is a
   * GitHub workflow, because the hosted app runs no commands.
   *
   * @default - nothing, somebody runs `npx projen upgrade-template --installed` on the branch
   * @see https://docs.renovatebot.com/configuration-options/#postupgradetasks
   */
  readonly renovateRegeneration?: RenovateRegeneration;

  /**
   * The npm tag of the template that Renovate follows, such as `next` in the repositories that try a version before the others.
   *
   * Without it Renovate raises the template to what is tagged `latest`.
   *
   * @default - none
   * @see https://docs.renovatebot.com/configuration-options/#followtag
   */
  readonly renovateFollowTag?: string;
}
