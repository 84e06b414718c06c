/**
 * What can be masked by its name:
 *
 * - `credit-card`: 13 to 19 digits that begin with 2 to 6, with or without single spaces and dashes between. Other numbers of that
 *   form are masked too, the fraction of a number such as 0.5333333333333333 among them, but for any within a longer word.
 * - `email`: addresses such as `jane.doe@example.com`.
 * - `bearer-token`: `Bearer` and what follows, as in the header `Authorization`.
 * - `jwt`: JSON Web Tokens, which begin with `eyJ`.
 */
export type MaskType = "credit-card" | "email" | "bearer-token" | "jwt";

/**
 * What no backend, no log and no metric may show. It is taken out where applications send, before anything leaves the node: in one
 * tier by the collector, with `topology: "gateway"` by the agents. Sampling policies, metrics of spans and exporters see what is
 * left. On a developer's machine the local collector does the same.
 *
 * It reaches attributes of resources, scopes, spans, events, logs, data points and exemplars, names of spans, events, scopes and
 * metrics, status messages, trace states, bodies of logs, and keys of attributes. What can't be redacted because of an error is
 * refused, and its sender told.
 *
 * Not reached, as measured with collector 0.159.0: attributes and trace state of a span's links, values of type bytes, and what
 * is encoded, as by base64; numbers that are measured, ids and times. The collector's own log shows what comes in if its level
 * is set to `debug`, which the module does not do.
 *
 * It needs collector 0.159.0 or later: older ones don't reach every place.
 */
export interface RedactionOptions {
  /**
   * Keys of attributes that are removed, such as `enduser.id`, exactly as they are written.
   *
   * Within a map or list, JSON in a text, or deeper in a log's body, the value of such a key is masked by `****`. Where text
   * does not show its end, all that follows is.
   *
   * @default []
   */
  readonly removeKeys?: string[];

  /**
   * Keys of attributes whose value is replaced by `sha256:` and its SHA-256, so that equal values stay equal. Where a key of
   * `removeKeys` is masked, one of these is too, and in a log's body. In exemplars it is removed.
   *
   * The hash has no salt: whoever can guess a value can check the guess. Names, addresses, phone numbers and other values of
   * which there are few are found by trying them all. Remove these.
   *
   * @default []
   */
  readonly hashKeys?: string[];

  /**
   * Kinds of data that are masked by `****` wherever they stand in a text or number.
   *
   * @default []
   */
  readonly maskTypes?: MaskType[];

  /**
   * Regular expressions (RE2) of what is masked by `****`, at most 50. In a map or list they are looked for in its JSON, where `^`
   * and `$` are the ends of all of it. What one has masked, the next does not see.
   *
   * @default []
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly maskPatterns?: string[];
}
