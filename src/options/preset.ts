import type { EksOtelTracingProjectOptions } from "./project-options";

/**
 * What an organisation, or a part of it, decides for many repositories: defaults that a repository may override, rules
 * that it may not, and options of the organisation's own.
 *
 * Presets compose: the defaults of a later one win, and the rules of all hold. A preset that can't be used, because it
 * has a rule for an option that does not exist, breaks a rule with a default, or contradicts another, is an error that is
 * addressed to the template's owner; nothing is written then.
 */
export interface Preset {
  /** Name of who decides, such as `Acme` or `Acme Payments`. Errors and the generated README name it. */
  readonly name: string;

  /**
   * Defaults that a repository may override. Groups and maps are merged key by key, lists are replaced.
   *
   * An option that a repository leaves out or sets to `undefined` has the default.
   *
   * @default {}
   */
  readonly defaults?: EksOtelTracingProjectOptions;

  /**
   * Rules that a repository may not break, nor the caller of the Terraform module where a variable has the option's name.
   *
   * @default []
   */
  readonly rules?: PresetRule[];

  /**
   * Options that a subclass of the project type has beside ours. They are checked like ours, in the same report.
   *
   * @default []
   */
  readonly options?: OwnOption[];
}

/**
 * A rule about one option. Of the constraints, at least one has to be given; all that are given hold.
 *
 * An option that is not set is not judged, unless it has to be.
 */
export interface PresetRule {
  /** The option, as a path: `chartVersion`, `terraform.tags`. Options of the preset's own count too. */
  readonly option: string;

  /** Why, for whoever meets the rule in an error or in the generated README. */
  readonly reason: string;

  /**
   * The one value. A repository that sets none has it.
   *
   * @default - any
   */
  readonly mustBe?: unknown;

  /**
   * The values to choose from.
   *
   * @default - any
   */
  readonly oneOf?: unknown[];

  /**
   * The least number.
   *
   * @default - the option's own bound
   */
  readonly atLeast?: number;

  /**
   * The greatest number.
   *
   * @default - the option's own bound
   */
  readonly atMost?: number;

  /**
   * A regular expression that a text has to match, as Terraform reads it, which is RE2: without look-around and back
   * references. Takes an `example`.
   *
   * @default - any text
   * @see https://developer.hashicorp.com/terraform/language/functions/regex
   */
  readonly matches?: string;

  /**
   * A text that `matches`. Errors show it, and the generated tests call the module with it.
   *
   * @default - none
   */
  readonly example?: string;

  /**
   * Entries that a map such as `terraform.tags` or `collector.nodeSelector` has to have, or elements of a list such as
   * `repository.codeOwners`. They are added where they are missing; a repository may have others beside them.
   *
   * @default - none
   */
  readonly mustInclude?: unknown;

  /**
   * Keys that a map such as `terraform.tags` has to have, with values of the repository's own.
   *
   * @default []
   */
  readonly requiredKeys?: string[];

  /**
   * Whether the option has to be set.
   *
   * @default false
   */
  readonly required?: boolean;
}

/** What a value of an option of your own is. An `object` is checked no further. */
export type OwnOptionType = "string" | "number" | "boolean" | "string[]" | "object";

/** An option that a subclass of the project type has beside ours. What more must hold of its value, rules say. */
export interface OwnOption {
  /** Its name, at the top level of the options. */
  readonly name: string;

  /** Its type. */
  readonly type: OwnOptionType;
}
