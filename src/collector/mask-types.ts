import type { MaskType } from "../options";

/** What is masked by its name, as RE2. An underscore is no end of a word there, and must not hide a number. */
export const MASK_TYPES: Readonly<Record<MaskType, string>> = {
  // The length and the first digits of ISO/IEC 7812.
  "credit-card": String.raw`(?:\b|_)[2-6](?:[ -]?[0-9]){12,18}(?:\b|_)`,
  email: "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+",
  // The form of RFC 6750.
  "bearer-token": "(?i:bearer)[ ]+[A-Za-z0-9._~+/=-]+",
  jwt: "eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]*",
};
