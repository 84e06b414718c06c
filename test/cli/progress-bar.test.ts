import { ProgressBar } from "../../src/cli/progress-bar";

function shown(terminal: { isTTY: boolean; columns?: number }): string {
  let text = "";
  const write = (part: string | Uint8Array) => {
    text += part;
    return true;
  };
  const bar = new ProgressBar({ write, ...terminal }, 3);
  bar.show(1, "payments");
  bar.clear();
  return text;
}

test("a terminal shows how far it is, on a line that is cleared in the end", () => {
  expect(shown({ isTTY: true })).toBe(`\r\u001b[K[${"#".repeat(10)}${"-".repeat(20)}] 1/3 payments\r\u001b[K`);
});

test("the line is cut to the terminal's width", () => {
  expect(shown({ isTTY: true, columns: 20 })).toContain(`[${"#".repeat(10)}--------\r`);
});

test("one that does not tell its width is taken for one of 80 columns", () => {
  const written: unknown[] = [];
  new ProgressBar({ isTTY: true, write: (text) => written.push(text) > 0 }, 1).show(1, "x".repeat(80));
  expect(written).toEqual([`\r\u001b[K[${"#".repeat(30)}] 1/1 ${"x".repeat(42)}`]);
});

test("a log shows nothing", () => {
  expect(shown({ isTTY: false })).toBe("");
});
