import { collectorCase } from "../harness/collector-case";
import { traces } from "../harness/traces";

const GARBAGE = new TextEncoder().encode("this is no protobuf message");

collectorCase("what is no OTLP is refused with the reason, and the collector goes on")
  .given("nothing ordinary")
  .expect(async (collector) => {
    const { sender } = collector;
    const [path, json] = ["/v1/traces", "application/json"];
    expect(await sender.sendBytes("traces", GARBAGE, "gRPC")).toMatchObject({
      code: expect.stringMatching(/^(INTERNAL|INVALID_ARGUMENT)$/),
    });
    expect(await sender.sendBytes("traces", GARBAGE, "HTTP")).toMatchObject({ code: "400" });
    expect(await sender.post(path, "{ not JSON", json)).toMatchObject({ code: "400" });
    expect(
      await sender.post(path, '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"zz"}]}]}]}', json),
    ).toMatchObject({ code: "400" });
    expect(await sender.post(path, "<spans/>", "text/xml")).toMatchObject({ code: "415" });
    expect(await sender.post("/api/v2/spans", "[]", json)).toMatchObject({ code: "404" });
    expect(await sender.sendBytes("logs", new Uint8Array(), "HTTP")).toMatchObject({ code: "404" });
    expect(await sender.sendBytes("logs", new Uint8Array(), "gRPC")).toMatchObject({ code: "UNIMPLEMENTED" });

    await collector.send(traces(1).failed().now(), "HTTP");
    await collector.decided();
  });
