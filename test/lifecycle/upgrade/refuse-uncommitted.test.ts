import { refuseUncommitted } from "../../../src/lifecycle/upgrade/refuse-uncommitted";

const paths = (count: number) => Array.from({ length: count }, (_, at) => `f${at}`);

test("where nothing is uncommitted the command goes on", () => {
  expect(() => refuseUncommitted([], "Why.")).not.toThrow();
});

test.each([
  [1, "1 file has", paths(1)],
  [10, "10 files have", paths(10)],
  [11, "11 files have", [...paths(9), "and 2 more"]],
])("%i files are told, and of many the first", (count, subject, shown) => {
  const list = shown.map((line) => `  ${line}\n`).join("");
  expect(() => refuseUncommitted(paths(count), "Why.")).toThrow(
    `eks-otel-tracing: ${subject} changes that are not committed, nothing was written.\n\n${list}\nWhy.\n`,
  );
});
