import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(__dirname, "../docs/prices.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.includes("](https://") && line.startsWith("|"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, what, , usd, free, source, readOn]) => ({ what, usd, free, source, readOn }));
const priceOf = (wanted: string) => rows.find(({ what }) => what === wanted);

test("every figure has its source and the day on which it was read", () => {
  const figures = rows.filter(({ usd }) => /^\d/.test(usd));
  expect(figures.length).toBeGreaterThan(3);
  for (const { source, readOn } of figures) {
    expect(source).toMatch(/^\[.+\]\(https:\/\/aws\.amazon\.com\/.+\)$/);
    expect(readOn).toMatch(/^20\d\d-\d\d-\d\d/);
  }
});

test("what has no figure says why", () => {
  for (const { usd } of rows.filter(({ usd }) => !/^\d/.test(usd))) {
    expect(usd).toMatch(/^(–|not confirmed, see below)$/);
  }
});

test("the example's bill is the table's price", () => {
  const price = Number(priceOf("X-Ray: traces recorded")?.usd);
  const bill = (millions: number) =>
    `(${millions} − 0.1) × ${price.toFixed(2)} = ${((millions - 0.1) * price).toLocaleString("en", { minimumFractionDigits: 2 })} USD`;
  expect(page.replaceAll("\n", " ")).toContain(bill(32.7));
  expect(page.replaceAll("\n", " ")).toContain(bill(300));
});

test("a generated page says the same of X-Ray", () => {
  const example = readFileSync(join(__dirname, "../templates/examples/transaction-search/README.md"), "utf8");
  const recorded = priceOf("X-Ray: traces recorded");
  const searched = priceOf("X-Ray: traces retrieved or scanned");
  const indexed = priceOf("Transaction Search: spans indexed");
  expect(example).toContain(
    `| ${Number(recorded?.usd)} USD per million traces, the first ${recorded?.free} a month free |`,
  );
  expect(example).toContain(
    `| ${searched?.usd} USD per million traces that are read or scanned | ${indexed?.free} of spans indexed free,`,
  );
});
