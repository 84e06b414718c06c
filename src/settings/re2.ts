/** In a bundle of its own, because few options have a pattern, and all would wait for it to load. */
export { RE2JS } from "re2js";
