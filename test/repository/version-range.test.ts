import { allowsMajor, lowestVersion, npmRange } from "../../src/repository/version-range";

test.each([
  [">= 1.9, < 2.0", ">=1.9.0 <2.0.0", "1.9.0"],
  ["~> 1.9", ">=1.9.0 <2.0.0", "1.9.0"],
  ["~> 1.9.3", ">=1.9.3 <1.10.0", "1.9.3"],
  ["1.11.4", "1.11.4", "1.11.4"],
  [">= 1.9, >= 1.11, != 1.12.0", ">=1.9.0 >=1.11.0", "1.11.0"],
  ["< 2.0", "<2.0.0", undefined],
])("the set-up actions read %s as %s, from %s on", (range, npm, lowest) => {
  expect(npmRange(range)).toBe(npm);
  expect(lowestVersion(range)).toBe(lowest);
});

test.each([
  [">= 2.12, < 4.0", true],
  [">= 2.12", true],
  ["= 3.1.1", true],
  ["~> 3.0", true],
  ["~> 2.12", false],
  ["~> 2.12.1", false],
  [">= 2.12, < 3.0", false],
  ["<= 2.17", false],
])("whether Helm provider %s may be version 3: %s", (range, allowed) => {
  expect(allowsMajor(range, 3)).toBe(allowed);
});
