import { collectorCase } from "../harness/collector-case";
import { all, none } from "../harness/expectation";
import { traces } from "../harness/traces";

collectorCase("every failed and every slow trace is kept, whatever else is dropped")
  .given("nothing ordinary")
  .sending({ failed: traces(100).failed(), slow: traces(100).taking(700), ordinary: traces(400) })
  .expectInXRay({ failed: all, slow: all, ordinary: none });

collectorCase("a trace of 500 ms is slow, one of 499 ms is not")
  .given("nothing ordinary")
  .sending({
    "499 ms": traces(50).taking(499),
    "500 ms": traces(50).taking(500),
    "501 ms": traces(50).taking(501),
  })
  .expectInXRay({ "499 ms": none, "500 ms": all, "501 ms": all });

collectorCase("an error deep inside keeps the trace, although the request succeeded")
  .given("nothing ordinary")
  .sending({ "failed inside": traces(50).failedInside() })
  .expectInXRay({ "failed inside": all });
