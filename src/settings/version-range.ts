/** One condition of a Terraform version range. */
interface Condition {
  readonly operator: string;
  readonly parts: readonly number[];
  /** As it is written in the range. */
  readonly text: string;
}

/** The range as npm writes it, which is how the set-up actions read it. */
export function npmRange(range: string): string {
  return conditions(range)
    .filter(({ operator }) => operator !== "!=")
    .flatMap(({ operator, parts }) => {
      switch (operator) {
        case "~>":
          return [`>=${version(parts)}`, `<${version(nextOf(parts))}`];
        case "=":
          return [version(parts)];
        default:
          return [`${operator}${version(parts)}`];
      }
    })
    .join(" ");
}

/** The lowest version that the range names, or nothing when it has no lower end. */
export function lowestVersion(range: string): string | undefined {
  const lower = conditions(range)
    .filter(({ operator }) => [">=", "~>", "="].includes(operator))
    .map(({ parts }) => parts);
  return lower.length === 0 ? undefined : version(lower.reduce((a, b) => (compare(a, b) < 0 ? b : a)));
}

/** The lowest version that the range allows, or nothing when it allows none. */
export function lowestAllowed(range: string): string | undefined {
  const all = conditions(range);
  let lowest = all
    .filter(({ operator }) => [">", ">=", "~>", "="].includes(operator))
    .map(({ operator, parts }) => (operator === ">" ? following(parts) : parts))
    .reduce((a, b) => (compare(a, b) < 0 ? b : a), [0, 0, 0]);
  while (all.some(({ operator, parts }) => operator === "!=" && compare(parts, lowest) === 0)) {
    lowest = following(lowest);
  }
  return all.every((condition) => reaches(condition, lowest)) ? version(lowest) : undefined;
}

/** Whether the range allows some version from this one on. */
export function allowsFrom(range: string, from: string): boolean {
  return lowestAllowed(`${range}, >= ${from}`) !== undefined;
}

/** Whether a version comes before another one. */
export function isBefore(one: string, other: string): boolean {
  return compare(one.split(".").map(Number), other.split(".").map(Number)) < 0;
}

/** The part of a range from a major version on, without what follows from it. */
export function fromMajor(range: string, major: number): string {
  const within = conditions(range).filter(
    ({ operator, parts }) => !([">", ">=", "!="].includes(operator) && compare(parts, [major]) < 0),
  );
  const isBounded = within.some(
    ({ operator, parts }) => [">", ">=", "~>", "="].includes(operator) && compare(parts, [major]) >= 0,
  );
  return [...(isBounded ? [] : [`>= ${major}.0`]), ...within.map(({ text }) => text)].join(", ");
}

/** @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
function conditions(range: string): Condition[] {
  return range.split(",").map((condition) => {
    const [, operator, number] = /^\s*(\D*?)\s*([\d.]+)\s*$/.exec(condition) ?? [];
    return { operator: operator || "=", parts: number.split(".").map(Number), text: condition.trim() };
  });
}

/** Whether a condition's upper end, if it has one, lets a version in. */
function reaches({ operator, parts }: Condition, one: readonly number[]): boolean {
  switch (operator) {
    case "<":
      return compare(one, parts) < 0;
    case "<=":
    case "=":
      return compare(one, parts) <= 0;
    case "~>":
      return compare(one, nextOf(parts)) < 0;
    default:
      return true;
  }
}

function following([major, minor = 0, patch = 0]: readonly number[]): number[] {
  return [major, minor, patch + 1];
}

/** `~> 1.9` ends before 2, `~> 1.9.3` before 1.10. */
function nextOf(parts: readonly number[]): number[] {
  const kept = parts.slice(0, Math.max(1, parts.length - 1));
  return [...kept.slice(0, -1), kept[kept.length - 1] + 1];
}

/** The order of two versions, by their numbers. Those that are left out are 0. */
export function compare(a: readonly number[], b: readonly number[]): number {
  for (const index of [0, 1, 2]) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function version(parts: readonly number[]): string {
  return [0, 1, 2].map((index) => parts[index] ?? 0).join(".");
}
