import compare = require("semver/functions/compare");

/** What is different from one version of upstream on. */
export interface Difference<Facts> {
  /** First version for which it holds. */
  readonly from: string;

  /** The facts that are no longer those of the version before. */
  readonly facts: Partial<Facts>;

  /** Where upstream says so: a change, a release note, a file at a tag. */
  readonly source: string;
}

/** The facts of a version: those of the oldest one, with every difference since then. */
export function factsAt<Facts>(oldest: Facts, differences: readonly Difference<Facts>[], version: string): Facts {
  const since = differences.filter(({ from }) => compare(version, from) >= 0);
  return Object.assign({}, oldest, ...since.map(({ facts }) => facts));
}
