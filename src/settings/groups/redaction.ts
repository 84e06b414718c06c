import * as v from "valibot";
import * as format from "../formats";
import { patternMatches, patternProblem } from "../go-pattern";

/** A regular expression of what is masked, which is combined with others. */
const maskPattern = v.pipe(
  format.text(1024),
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed && !dataset.issues ? maskProblem(dataset.value) : undefined;
    if (problem !== undefined) {
      addIssue({ message: problem });
    }
  }),
);

function maskProblem(pattern: string): string | undefined {
  // One that is fine by itself may leave open what closes the group around it.
  const problem = patternProblem(pattern) ?? patternProblem(`(?:${pattern})`);
  if (problem !== undefined) {
    return `must be a regular expression that the collector can compile (RE2): ${problem}`;
  }
  if (pattern.includes("(?P<")) {
    return "must have no named group, whose name another pattern might have: write (?: in place of (?P<…>";
  }
  return patternMatches(pattern, "")
    ? "matches the empty text, so that every text would be masked: make it match more"
    : undefined;
}

/** The attributes that are stamped onto everything. */
const STAMPED_KEYS = ["cluster_name", "k8s.cluster.name"];

const redactedKeys = v.pipe(
  format.listOf(format.attributeKey, "['enduser.id']"),
  v.maxLength(200, "must have at most 200 entries"),
  v.check(
    (keys) => !keys.some((key) => STAMPED_KEYS.includes(key)),
    `would redact ${STAMPED_KEYS.join(" or ")}, which tells clusters apart and is stamped onto everything afterwards: leave it out`,
  ),
);

export const redaction = v.pipe(
  format.group({
    removeKeys: v.optional(redactedKeys, []),
    hashKeys: v.optional(redactedKeys, []),
    maskTypes: v.optional(
      format.listOf(format.oneOf("credit-card", "email", "bearer-token", "jwt"), "['credit-card']"),
      [],
    ),
    maskPatterns: v.optional(
      v.pipe(
        format.listOf(maskPattern, "['sk_live_[0-9a-zA-Z]+']"),
        v.maxLength(50, "must have at most 50 entries: each is looked for in every text"),
      ),
      [],
    ),
  }),
  v.forward(
    v.partialCheck(
      [["removeKeys"], ["hashKeys"]],
      ({ removeKeys, hashKeys }) => !hashKeys.some((key) => removeKeys.includes(key)),
      ({ input: { removeKeys, hashKeys } }) =>
        `would hash ${hashKeys.filter((key) => removeKeys.includes(key)).join(", ")}, which redaction.removeKeys removes: leave it out of one of them`,
    ),
    ["hashKeys"],
  ),
  v.forward(
    v.partialCheck(
      [["hashKeys"], ["maskPatterns"]],
      ({ hashKeys, maskPatterns }) => hashKeys.length === 0 || !maskPatterns.some(masksHash),
      ({ input: { maskPatterns } }) =>
        `would match every hash that redaction.hashKeys leaves, by ${maskPatterns.filter(masksHash).join(" and ")}: make it match less, or move the keys to redaction.removeKeys`,
    ),
    ["maskPatterns"],
  ),
);

/** Whether a pattern masks what stands in place of a value that is hashed. One that can't be compiled has a mistake already. */
const masksHash = (pattern: string) =>
  maskProblem(pattern) === undefined && patternMatches(pattern, `sha256:${"0123456789abcdef".repeat(4)}`);
