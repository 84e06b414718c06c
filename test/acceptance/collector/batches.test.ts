import { REGION } from "../harness/aws-emulator";
import { collectorCase } from "../harness/collector-case";
import { signatureScope } from "../harness/recorder";
import { traces } from "../harness/traces";

/** Segments that the exporter writes in one request, as X-Ray takes no more. */
const SEGMENTS_PER_REQUEST = 50;

collectorCase("kept traces are written to X-Ray in batches, signed for its region")
  .given("nothing ordinary")
  .expect(async (collector) => {
    const failed = traces(200).failed().now();
    await collector.send(failed);
    await collector.decided();

    const { requests } = collector.toXRay;
    const full = (failed.length * 2) / SEGMENTS_PER_REQUEST;
    if (requests.length > full * 3) {
      throw collector.error(
        `${requests.length} requests for ${failed.length} traces, where ${full} would do: the batch processor has to come after tail_sampling`,
      );
    }
    expect(requests.map(signatureScope)).toEqual(requests.map(() => ({ region: REGION, service: "xray" })));
  });
