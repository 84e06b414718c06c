import { mistakes } from "./mistakes";

const rate = (name: string, of: object, more: object = {}) => ({ name, ...of, samplingPercentage: 5, ...more });
const ofRates = (...rates: object[]) => mistakes({ sampling: { rates } });

test("a rate that says nothing of what it is for is a mistake", () => {
  expect(ofRates(rate("a", {}))).toEqual([
    "sampling.rates[0]: must say which traces it is for: give serviceName, route or both. samplingRatePercentage is for all others",
  ]);
});

test("a rate that an earlier one hides is a mistake, the other way round it is not", () => {
  const wide = rate("wide", { serviceName: "shop" });
  const narrow = rate("narrow", { serviceName: "shop", route: "/pay" });
  expect(ofRates(wide, narrow)).toEqual([
    "sampling.rates[1]: matches nothing that sampling.rates[0] does not match before it: put it first, or leave it out",
  ]);
  expect(ofRates(narrow, wide)).toEqual([]);
  expect(ofRates(wide, rate("twin", { serviceName: "shop" }))).toHaveLength(1);
  expect(ofRates(wide, rate("route", { route: "/pay" }))).toEqual([]);
});

test("a rate's name is nobody else's", () => {
  const rates = [rate("probabilistic", { route: "/a" }), rate("gold", { route: "/b" })];
  const policies = [{ name: "gold", type: "latency", thresholdMs: 1 }];
  expect(mistakes({ sampling: { rates, policies } })).toEqual([
    "sampling.rates: have names that policies have too: probabilistic, gold. Give each one of its own",
  ]);
});

test.each([
  ["0.103.1", { serviceName: "a" }, []],
  [
    "0.104.0",
    { serviceName: "a" },
    [
      "sampling.rates: need a collector that can say that no rate matches, and collector 0.104.0 takes that for a veto on whole traces: choose a collectorVersion below 0.104.0 or from 0.116.0 on",
    ],
  ],
  ["0.116.0", { route: "/a" }, []],
  [
    "0.92.0",
    { serviceName: "a", route: "/a" },
    [
      "sampling.rates: have a service and a route in x, and collector 0.92.0 can't say that no span has both: choose a collectorVersion from 0.154.0 on, or give each rate one of them",
    ],
  ],
  ["0.154.0", { serviceName: "a", route: "/a" }, []],
])("collector %s with a rate for %j", (collectorVersion, of, expected) => {
  expect(mistakes({ collectorVersion, sampling: { rates: [rate("x", of)] } })).toEqual(expected);
});

const share = (name: string, allocationPercentage: number) => ({
  policy: { name, type: "probabilistic", samplingPercentage: 100 },
  allocationPercentage,
});
const ofComposite = (maxTotalSpansPerSecond: number, ...shares: object[]) =>
  mistakes({ sampling: { policies: [{ name: "kinds", type: "composite", maxTotalSpansPerSecond, shares }] } });

test("what a composite policy gives away is no more than it has, and to each by name", () => {
  expect(ofComposite(1000, share("a", 60), share("b", 40))).toEqual([]);
  expect(ofComposite(1000, share("a", 60), share("b", 41))).toEqual([
    "sampling.policies[0].shares: must have parts of 100 % together at most: allocationPercentage is 101 in all",
  ]);
  expect(ofComposite(1000, share("a", 60), share("a", 40))).toEqual([
    "sampling.policies[0].shares: must have policies of different names: the collector knows a part by its policy's",
  ]);
  expect(ofComposite(50, share("a", 1))).toEqual([
    "sampling.policies[0].maxTotalSpansPerSecond: must leave each of its shares one span per second or more: raise it, or allocationPercentage",
  ]);
});

test("a composite policy holds no other", () => {
  const inner = { name: "inner", type: "composite", maxTotalSpansPerSecond: 9, shares: [share("a", 100)] };
  expect(ofComposite(1000, { policy: inner, allocationPercentage: 50 })[0]).toMatch(
    /^sampling\.policies\[0\]\.shares\[0\]\.policy\.type: must be one of /,
  );
  expect(ofComposite(1000, { policy: 3, allocationPercentage: 50 })).toEqual([
    "sampling.policies[0].shares[0].policy: must be a policy, with name and type",
  ]);
});
