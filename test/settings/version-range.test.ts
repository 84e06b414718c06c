import {
  allowsFrom,
  fromMajor,
  isBefore,
  lowestAllowed,
  lowestVersion,
  npmRange,
} from "../../src/settings/version-range";

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
  ["> 2.12, != 3.0.0", true],
  ["= 2.17.0", false],
])("whether Helm provider %s may be version 3: %s", (range, allowed) => {
  expect(allowsFrom(range, "3.0.0")).toBe(allowed);
});

test.each([
  [">= 2.12, < 4.0", ">= 3.0, < 4.0"],
  [">= 2.12", ">= 3.0"],
  ["< 4.0", ">= 3.0, < 4.0"],
  ["> 2.12, != 2.13.0, != 3.0.1, < 4.0", ">= 3.0, != 3.0.1, < 4.0"],
  [">= 3.0, < 4.0", ">= 3.0, < 4.0"],
  [">= 3.1", ">= 3.1"],
  ["> 3.1", "> 3.1"],
  ["~> 3.1", "~> 3.1"],
  ["= 3.1.1", "= 3.1.1"],
  ["3.1.1", "3.1.1"],
  [">=2.12,<4.0", ">= 3.0, <4.0"],
])("the part of %s from version 3 on is %s", (range, part) => {
  expect(fromMajor(range, 3)).toBe(part);
});

test.each([
  [">= 1.9, < 2.0", "1.9.0"],
  ["> 1.8.5", "1.8.6"],
  ["< 2.0", "0.0.0"],
  ["~> 1.9.3, != 1.9.3, != 1.9.4", "1.9.5"],
  ["!= 0.0.0", "0.0.1"],
  ["1.11.4", "1.11.4"],
  [">= 4.0, < 3.0", undefined],
  ["> 1.9.0, < 1.9.1", undefined],
  ["= 1.9.0, != 1.9.0", undefined],
  ["~> 1.9.0, >= 1.10", undefined],
  ["1.9.0, 1.10.0", undefined],
  [">= 1.9.0, <= 1.9.1, != 1.9.0, != 1.9.1", undefined],
])("the lowest version that %s allows is %s", (range, lowest) => {
  expect(lowestAllowed(range)).toBe(lowest);
});

test.each([
  ["~> 1.5.0", false],
  [">= 1.5, < 1.7", false],
  [">= 1.5", true],
  ["~> 1.5", true],
])("whether %s allows 1.7.0 or a later version: %s", (range, allowed) => {
  expect(allowsFrom(range, "1.7.0")).toBe(allowed);
});

test("1.10.0 does not come before 1.9.0", () => {
  expect(isBefore("1.10.0", "1.9.0")).toBe(false);
  expect(isBefore("1.9.0", "1.10.0")).toBe(true);
});
