import { movedText, removedText } from "../../src/adoption/moves";

test("nothing moves, nothing is forgotten: no file", () => {
  const nothing = { moved: [], forgotten: [] };
  expect([movedText(nothing), removedText(nothing)]).toEqual([undefined, undefined]);
});

test("a block each below a heading, with an empty line between them", () => {
  const moved = [
    { from: "a.x", to: "b.x" },
    { from: "a.y[0]", to: "b.y" },
  ];
  const forgotten = [{ address: "a.z", why: "It stays." }];
  expect(movedText({ moved, forgotten })).toMatch(
    /^# .*\n\nmoved \{\n {2}from = a\.x\n {2}to {3}= b\.x\n\}\n\nmoved \{\n {2}from = a\.y\[0\]\n {2}to {3}= b\.y\n\}\n$/,
  );
  expect(removedText({ moved, forgotten })).toMatch(
    /^# .*\n\n# It stays\.\nremoved \{\n {2}from = a\.z\n\n {2}lifecycle \{\n {4}destroy = false\n {2}\}\n\}\n$/,
  );
});
