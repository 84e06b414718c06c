type Re2 = typeof import("./re2").RE2JS;

/** Loaded when the first pattern is there to check: most options have none. */
const re2 = (): Re2 => require("./re2").RE2JS;

const NOT_IN_RE2 = /\(\?(<?[=!]|>)|\\[1-9k]/;

/**
 * What is wrong with a regular expression, for Go, which the collector and Terraform are written in; nothing when it compiles
 * there.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    const named = Object.keys(re2().compile(pattern).namedGroups());
    // Go reads `(?<name>` from 1.22 on, and older collectors and versions of Terraform are built with an older one.
    const short = named.find((name) => pattern.includes(`(?<${name}>`));
    return short === undefined ? undefined : `a group's name is written (?P<${short}>`;
  } catch (error) {
    const [, problem] = /^(?:error parsing regexp: )?(.*)$/s.exec((error as Error).message) ?? [];
    return `${problem}${NOT_IN_RE2.test(pattern) ? ". RE2 has neither look-around nor back references" : ""}`;
  }
}

/** Whether Go finds a match anywhere in a text. The pattern has to be one. */
export function patternMatches(pattern: string, text: string): boolean {
  return re2().compile(pattern).matcher(text).find();
}
