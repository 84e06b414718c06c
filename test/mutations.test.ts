import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MUTATIONS } from "./acceptance/mutation/mutations";

test("what the tests are broken by stands in the sources, once", () => {
  const occurrences = MUTATIONS.map(({ name, file, from }) => [
    name,
    readFileSync(join(__dirname, "..", file), "utf8").split(from).length - 1,
  ]);
  expect(occurrences).toEqual(MUTATIONS.map(({ name }) => [name, 1]));
});
