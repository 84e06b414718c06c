import { patternProblem } from "../../../src/settings/go-pattern";
import { ottlProblem } from "../../../src/settings/ottl-problem";
import { collectorCase } from "../harness/collector-case";
import { all, none } from "../harness/expectation";
import { traces } from "../harness/traces";

const template = (value: string) => traces(10).having({ "cart.template": value });

collectorCase("policies of one's own hold, whatever characters Terraform, Helm and the collector take for their own")
  .given("own policies")
  .sending({
    "by a plain word": template("pay"),
    "by ${": template("${cart}"),
    "by {{": template("{{cart}}"),
    "by %{": template("%{cart}"),
    "by $$": template("$$5"),
    "by a condition": traces(10).having({ tier: "{{gold}}$" }),
    "by a condition on a pattern": traces(10).having({ route: "/v1.a" }),
    "by a pattern": traces(10).having({ "cart.pattern": "GOLD" }),
    "by a group with a name": traces(10).having({ "cart.pattern": "vip-12" }),
    "by a class of letters": traces(10).having({ "cart.pattern": "é|[" }),
    "by no pattern": traces(10).having({ "cart.pattern": "AgoldZ" }),
    "that match by half": template("payment"),
    "of another tier": traces(10).having({ tier: "gold" }),
  })
  .expectInXRay({
    "by a plain word": all,
    "by ${": all,
    "by {{": all,
    "by %{": all,
    "by $$": all,
    "by a condition": all,
    "by a condition on a pattern": all,
    "by a pattern": all,
    "by a group with a name": all,
    "by a class of letters": all,
    "by no pattern": none,
    "that match by half": none,
    "of another tier": none,
  });

collectorCase("a regular expression that the options refuse is one that ends the collector at its start", {
  tier: "full",
})
  .given("own policies")
  .expect(async (collector) => {
    for (const pattern of ["(", "(?!x)", "(?<=x)y", "(a)\\1", "a++", "\\Z", "[z-a]", "a{1001}", "((a{99}){99}){99}"]) {
      expect(patternProblem(pattern)).toBeDefined();
      const config: any = structuredClone(collector.config);
      const policy = { key: "k", values: [pattern], enabled_regex_matching: true };
      config.processors.tail_sampling.policies = [{ name: "p", type: "string_attribute", string_attribute: policy }];
      expect(await collector.endOf(config)).toMatch(/error parsing regexp|Compile\(/);
    }
  });

collectorCase("so is a condition that the options refuse", { tier: "full" })
  .given("own policies")
  .expect(async (collector) => {
    for (const condition of [
      'attributes["tier] == 1',
      "attributes['tier'] == \"gold\"",
      'name == "a" && name == "b"',
      '(name == "a"',
      'name == "a")',
      'IsMatch(name, "a\\.b")',
      'IsMatch(name, "(?!x)")',
      'IsMatch(name, "\\x28")',
    ]) {
      expect(ottlProblem(condition)).toBeDefined();
      const config: any = structuredClone(collector.config);
      const policy = { error_mode: "ignore", span: [condition] };
      config.processors.tail_sampling.policies = [{ name: "p", type: "ottl_condition", ottl_condition: policy }];
      expect(await collector.endOf(config)).toMatch(/unable to parse OTTL|error parsing regexp|invalid syntax|syntax/);
    }
  });

collectorCase("an inverted policy drops what matches, whatever the others say, and keeps nothing by itself")
  .given("a veto")
  .sending({
    "failed, with a match,": traces(20).failed().having({ visitor: "bot" }),
    "failed, without one,": traces(20).failed().having({ visitor: "guest" }),
    ordinary: traces(100),
  })
  .expectInXRay({ "failed, with a match,": none, "failed, without one,": all, ordinary: none });
