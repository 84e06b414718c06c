import satisfies = require("semver/functions/satisfies");
import valid = require("semver/functions/valid");
import validRange = require("semver/ranges/valid");

/**
 * The range of a pin after its package has moved to a version, in the way in which it was written: exact stays exact, `^` stays
 * `^`. Undefined for one that takes the version as it is, such as `>=1` or the tag `latest`.
 */
export function pinRange(range: string, version: string): string | undefined {
  const pinned = range.replace(/^[\^~]/, "");
  if (valid(pinned)) {
    return pinned === version ? undefined : range.replace(pinned, version);
  }
  if (validRange(range) !== null) {
    return satisfies(version, range) ? undefined : `^${version}`;
  }
  // A file, a repository or an address would bring another package than the one that the upgrade is to.
  return /[:/]/.test(range) ? version : undefined;
}
