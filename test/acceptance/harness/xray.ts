import type { AwsEmulator } from "./aws-emulator";

/** How many ids are asked for at once. */
const IDS_PER_REQUEST = 500;

/**
 * A segment or subsegment as X-Ray stores it.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export interface Segment {
  readonly id: string;
  readonly name: string;
  /** `subsegment` for what a service does inside. */
  readonly type?: string;
  readonly parent_id?: string;
  readonly start_time: number;
  readonly end_time: number;
  readonly fault?: boolean;
  readonly error?: boolean;
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly metadata?: { readonly default?: Readonly<Record<string, unknown>> };
  readonly http?: { readonly request?: Record<string, unknown>; readonly response?: Record<string, unknown> };
}

/** Reads what was written to X-Ray. */
export class XRay {
  constructor(private readonly emulator: AwsEmulator) {}

  /** The segments of those traces that arrived, by the trace's id in OpenTelemetry's form. */
  async traces(ids: readonly string[]): Promise<Map<string, Segment[]>> {
    const arrived = new Map<string, Segment[]>();
    for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
      const TraceIds = ids.slice(start, start + IDS_PER_REQUEST).map(xrayId);
      const { Traces } = await this.emulator.json("xray", "/Traces", { TraceIds });
      for (const { Id, Segments } of Traces) {
        const documents = Segments.map(({ Document }: { Document: string }): Segment => JSON.parse(Document));
        arrived.set(Id.slice(2).replace("-", ""), documents);
      }
    }
    return arrived;
  }
}

/** X-Ray writes the time, the first 8 digits, apart. */
function xrayId(id: string): string {
  return `1-${id.slice(0, 8)}-${id.slice(8)}`;
}
