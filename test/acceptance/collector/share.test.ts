import { collectorCase } from "../harness/collector-case";
import { about, all } from "../harness/expectation";
import { traces } from "../harness/traces";

collectorCase("of ordinary traces the share is kept that the variable says, within 5 standard deviations: 20 % of 2000")
  .given("a fifth")
  .sending({ ordinary: traces(2000), failed: traces(50).failed() })
  .expectInXRay({ ordinary: about({ percent: 20 }), failed: all });
