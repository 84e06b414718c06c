import { resolveSettings } from "../../src/settings/settings";
import { containerLimitMib, sizing, sizingWarnings } from "../../src/settings/sizing";

const warnings = (options: object) => sizingWarnings(resolveSettings(options));

test("the article's numbers: data is refused from 300 MiB on, at a third of num_traces", () => {
  expect(sizing(resolveSettings({}))).toEqual({
    refusalMib: 300,
    heldTraces: 33_946,
    tracesPerSecond: 3394,
    expectedHeldTraces: 10_000,
    numTracesMib: 771,
  });
});

test("the article's own numbers warn of nothing", () => {
  expect(warnings({})).toEqual([]);
});

test("a rate that does not fit is warned of, with the memory that it takes", () => {
  expect(warnings({ sampling: { expectedNewTracesPerSec: 5000 } })).toEqual([
    "sampling.expectedNewTracesPerSec: 5000 traces/s held for 10 s are 50000 traces and take about 415 MiB, but the collector refuses data from 300 MiB on (about 3394 traces/s). Set collector.memoryLimitMib to 515 or more, or sampling.decisionWaitSeconds lower.",
  ]);
});

test("the memory that a warning asks for is enough", () => {
  expect(
    warnings({ sampling: { expectedNewTracesPerSec: 5000, numTraces: 50_000 }, collector: { memoryLimitMib: 515 } }),
  ).toEqual([]);
});

test("a table smaller than what is held is warned of", () => {
  expect(warnings({ sampling: { numTraces: 5000 } })).toEqual([
    expect.stringMatching(/^sampling\.numTraces: 5000 is less than the 10000 traces/),
  ]);
});

test("a table larger than the memory is warned of", () => {
  expect(warnings({ collector: { memoryLimitMib: 300 } })).toEqual([
    expect.stringMatching(
      /^sampling\.numTraces: 100000 traces take about 771 MiB, but the collector refuses data from 200 MiB on/,
    ),
  ]);
});

test("what just fits is not warned of", () => {
  const heldTraces = 33_946;
  const sampling = { numTraces: heldTraces, expectedNewTracesPerSec: heldTraces, decisionWaitSeconds: 1 };
  expect(warnings({ sampling: { ...sampling, latencyThresholdMs: 1000 } })).toEqual([]);
  expect(warnings({ sampling: { ...sampling, numTraces: heldTraces + 1 } })).toEqual([
    expect.stringMatching(/^sampling\.numTraces: 33947 traces take/),
  ]);
});

test.each([{ sampling: { numTraces: 99_999 } }, { collector: { memorySpikeLimitMib: 101 } }])(
  "numbers of which only some are the article's are warned of: %j",
  (options) => {
    const spikeLimitMib = options.collector?.memorySpikeLimitMib ?? 100;
    expect(warnings(options)).toEqual([
      expect.stringContaining(`Set collector.memoryLimitMib to ${771 + spikeLimitMib} or more if all of them`),
    ]);
  },
);

test.each([
  [100, 200],
  [400, 500],
  [1001, 1252],
])("a collector that is limited to %i MiB runs in a container of %i MiB", (memoryLimitMib, limitMib) => {
  expect(containerLimitMib({ memoryLimitMib })).toBe(limitMib);
});

test("a latency that can't be seen within the window is warned of", () => {
  expect(warnings({ sampling: { latencyThresholdMs: 15_000 } })).toEqual([
    expect.stringMatching(/Set sampling\.decisionWaitSeconds to 16 or more/),
  ]);
});

test("the gateway's own numbers warn of nothing: it holds every trace that its table has room for", () => {
  expect(warnings({ topology: "gateway" })).toEqual([]);
  const { heldTraces } = sizing(resolveSettings({ topology: "gateway" }));
  expect(heldTraces).toBeGreaterThan(100_000);
});

test("more memory than the table has room for takes no more traces a second", () => {
  const { heldTraces, tracesPerSecond } = sizing(resolveSettings({ topology: "gateway" }));
  expect([heldTraces > 100_000, tracesPerSecond]).toEqual([true, 10_000]);
  expect(sizing(resolveSettings({ collector: { memoryLimitMib: 2000 } })).tracesPerSecond).toBe(10_000);
});

test("with a gateway it is the gateway's memory that is too small, and the agents' that does not matter", () => {
  const gateway = { memoryLimitMib: 200, memorySpikeLimitMib: 40 };
  expect(
    warnings({ topology: "gateway", gateway, sampling: { numTraces: 10_000, expectedNewTracesPerSec: 2000 } }),
  ).toEqual([
    expect.stringMatching(/but the gateway refuses data from 160 MiB on .* Set gateway\.memoryLimitMib to 241 or more/),
    expect.stringMatching(/^sampling\.numTraces: 10000 is less/),
  ]);
  expect(warnings({ topology: "gateway", collector: { memoryLimitMib: 120 } })).toEqual([]);
});
