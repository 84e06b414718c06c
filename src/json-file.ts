import { readFileSync } from "node:fs";

/** What is in a JSON file. What is read is checked where it is used. */
// biome-ignore lint/suspicious/noExplicitAny: it is whatever somebody wrote.
export function readJson(path: string): any {
  return JSON.parse(readFileSync(path).toString());
}
