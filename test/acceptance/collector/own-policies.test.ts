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
    "that match by half": none,
    "of another tier": none,
  });

collectorCase("an inverted policy drops what matches, whatever the others say, and keeps nothing by itself")
  .given("a veto")
  .sending({
    "failed, with a match,": traces(20).failed().having({ visitor: "bot" }),
    "failed, without one,": traces(20).failed().having({ visitor: "guest" }),
    ordinary: traces(100),
  })
  .expectInXRay({ "failed, with a match,": none, "failed, without one,": all, ordinary: none });
