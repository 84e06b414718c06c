import * as fc from "fast-check";
import { hasArrived, type Wave, waveMembers } from "../../src/lifecycle/waves";

const fleet = (size: number) => Array.from({ length: size }, (_, at) => `acme/service-${at}`);
const inWave = (wave: Wave, ...given: Parameters<typeof waveMembers>) =>
  waveMembers(...given)
    .filter((member) => member.wave === wave)
    .map(({ name }) => name);

test("canaries are those that are named, a tenth of the others follows, and then the rest", () => {
  const names = fleet(302);
  const canaries = [names[3], names[7]];
  expect(inWave("canary", names, canaries)).toEqual(canaries);
  expect(inWave("10 %", names, canaries)).toHaveLength(30);
  expect(inWave("all", names, canaries)).toHaveLength(270);
});

test("who is in the tenth is the same on every machine and in every order", () => {
  expect(inWave("10 %", fleet(20), [])).toEqual(["acme/service-5", "acme/service-14"]);
  fc.assert(
    fc.property(fc.shuffledSubarray(fleet(20), { minLength: 20 }), (names) => {
      expect(inWave("10 %", names, []).sort()).toEqual(["acme/service-14", "acme/service-5"]);
    }),
  );
});

test("every repository is in one wave, and a small fleet has a second one too", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), (size) => {
      const names = fleet(size);
      expect(waveMembers(names, []).map(({ name }) => name)).toEqual(names);
      expect(inWave("10 %", names, []).length).toBe(Math.ceil(size / 10));
    }),
  );
});

test.each([
  ["2.0.0", true],
  ["2.1.0", true],
  ["2.0.0-rc.1", false],
  ["1.9.9", false],
  ["workspace", false],
  [null, false],
])("a repository at %j has arrived at 2.0.0: %j", (version, arrived) => {
  expect(hasArrived(version, "2.0.0")).toBe(arrived);
});
