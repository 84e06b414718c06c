import { pinRange } from "../../../src/lifecycle/upgrade/pin-range";

test.each([
  ["1.0.0", "1.4.0"],
  ["^1.0.0", "^1.4.0"],
  ["~1.0.0", "~1.4.0"],
  ["<1.2.0", "^1.4.0"],
  ["file:../acme-tracing.tgz", "1.4.0"],
  ["https://example.com/acme-tracing.tgz", "1.4.0"],
])("a package pinned at %s is pinned at %s after the upgrade to 1.4.0", (range, moved) => {
  expect(pinRange(range, "1.4.0")).toBe(moved);
});

test.each(["1.4.0", ">=1.0.0 <2.0.0", "1.x", "latest"])("%s takes 1.4.0 as it is", (range) => {
  expect(pinRange(range, "1.4.0")).toBeUndefined();
});
