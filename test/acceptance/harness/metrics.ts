import { ProtobufMetricsSerializer } from "@opentelemetry/otlp-transformer";

type ResourceMetrics = Parameters<typeof ProtobufMetricsSerializer.serializeRequest>[0];

/** Codes of `DataPointType`. */
const GAUGE = 2;

/** A request that holds one measurement, as an application's SDK sends it. */
export function encodedGauge(given: {
  readonly name: string;
  readonly value: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly resource: Readonly<Record<string, string>>;
}): Uint8Array {
  const now = Date.now();
  const time: [number, number] = [Math.floor(now / 1000), (now % 1000) * 1e6];
  const metrics = {
    resource: { attributes: given.resource },
    scopeMetrics: [
      {
        scope: { name: "acceptance" },
        metrics: [
          {
            descriptor: { name: given.name, description: "", unit: "", valueType: 0 },
            aggregationTemporality: 1,
            dataPointType: GAUGE,
            dataPoints: [{ startTime: time, endTime: time, attributes: given.attributes, value: given.value }],
          },
        ],
      },
    ],
  };
  return ProtobufMetricsSerializer.serializeRequest(metrics as unknown as ResourceMetrics) as Uint8Array;
}
