import { hasWindowsLineEnds, isSameText, unixBytes, withUnixLineEnds, withWindowsLineEnds } from "../src/line-ends";

test("one line end of Windows is enough, a lone carriage return is none", () => {
  expect(["a\nb\r\n", "a\nb\n", "a\rb", ""].map(hasWindowsLineEnds)).toEqual([true, false, false, false]);
});

test("each end becomes the other, and mixed ones become the same", () => {
  expect(withUnixLineEnds("a\r\nb\nc\rd\r\n")).toBe("a\nb\nc\rd\n");
  expect(withWindowsLineEnds("a\r\nb\nc\r\n")).toBe("a\r\nb\r\nc\r\n");
});

test("bytes that are no UTF-8 stay what they are", () => {
  expect(unixBytes(Buffer.from([0xff, 13, 10, 0xfe]))).toEqual(Buffer.from([0xff, 10, 0xfe]));
  const unix = Buffer.from("a\n");
  expect(unixBytes(unix)).toBe(unix);
});

test.each([
  ["a\n", "a\n", true],
  ["a\r\n", "a\n", true],
  ["a\n", "a\r\n", true],
  ["a\r\n", "b\n", false],
  ["a", "a\n", false],
])("%j and %j are the same text: %s", (a, b, same) => {
  expect(isSameText(Buffer.from(a), Buffer.from(b))).toBe(same);
});
