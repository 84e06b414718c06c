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
   * To whom a vulnerability is reported: an e-mail address or an https URL. `SECURITY.md` names it.
   *
   * @default - GitHub's own form, on the repository's Security tab
   * @example "security@example.com"
   */
  readonly securityContact?: string;

  /**
   * Default branch of the repository. The workflow runs on it, and releases are tags of it.
   *
   * It is what GitHub has as the repository's default, which Renovate asks for itself. `projen new` names the first branch as git's
   * `init.defaultBranch` says.
   *
   * @default "main"
   */
  readonly defaultBranch?: string;

  /**
   * Labels of the runner on which the jobs of all workflows run; a runner has to have each of them. 1 to 20.
   *
   * It has to be Linux, with bash and git, and with GitHub's `gh` for `renovateRegeneration: "workflow"`. A label may hold
   * `${{ github.run_id }}` and `${{ github.run_attempt }}`, and no other expression.
   *
   * @default ["ubuntu-24.04"]
   * @example ["self-hosted", "linux"]
   * @see https://docs.github.com/en/actions/how-tos/write-workflows/choose-where-workflows-run/choose-the-runner-for-a-job
   */
  readonly runnerLabels?: string[];

  /**
   * Registry from which the repository's npm packages come, as `.npmrc` names it: an https URL, or http on localhost. One with a user
   * or a token in it is refused, because that is a secret.
   *
   * @default - npm's own, or what the person has configured
   * @example "https://npm.example.com/"
   */
  readonly npmRegistry?: string;

  /**
   * Scopes whose packages come from `npmRegistry`, such as `@example`.
   *
   * @default [] - all packages do
   */
  readonly npmRegistryScopes?: string[];

  /**
   * Name of the GitHub secret with a token that may read from `npmRegistry`. The workflows hand it to npm as the environment variable
   * `NPM_TOKEN`, which `.npmrc` reads, so whoever runs npm elsewhere sets that variable.
   *
   * @default - none, the registry asks for no token, or each person signs in with `npm login`
   * @example "NPM_TOKEN"
   */
  readonly npmTokenSecret?: string;

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
