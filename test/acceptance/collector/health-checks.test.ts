import { collectorCase } from "../harness/collector-case";
import { all, none } from "../harness/expectation";
import { traces } from "../harness/traces";

const failed = traces(20).failed();

collectorCase("health checks are dropped whole, by whatever attribute an SDK names the path, even failed and slow ones")
  .given("no health checks")
  .sending({
    "http.target": failed.having({ "http.target": "/healthz?full=1" }),
    "url.path": failed.having({ "url.path": "/healthz" }),
    "http.route": failed.having({ "http.route": "/ready.txt" }),
    "failed inside": traces(20).failedInside().having({ "url.path": "/healthz" }),
    slow: traces(20).taking(700).having({ "url.path": "/healthz" }),
  })
  .expectInXRay({ "http.target": none, "url.path": none, "http.route": none, "failed inside": none, slow: none });

collectorCase("dropping health checks changes nothing for other traces")
  .given("no health checks")
  .sending({
    failed: failed.having({ "url.path": "/checkout" }),
    "failed, of a longer path,": failed.having({ "url.path": "/healthz/not" }),
    "failed, of a path that only looks alike,": failed.having({ "http.route": "/ready-txt" }),
    ordinary: traces(200).having({ "url.path": "/checkout" }),
  })
  .expectInXRay({
    failed: all,
    "failed, of a longer path,": all,
    "failed, of a path that only looks alike,": all,
    ordinary: none,
  });
