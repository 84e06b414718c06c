import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { components, type Feature } from "./config-parts";

/** A directory that a collector may write to, and may fill. */
export interface WritableVolume {
  readonly name: string;
  readonly mountPath: string;
  readonly sizeMib: number;
}

const QUEUE: Omit<WritableVolume, "sizeMib"> = { name: "queue", mountPath: "/var/lib/otelcol/queue" };

/** What is held for backends is on disk. */
export const queueVolume: Feature = ({ otlpQueue }) =>
  otlpQueue.persistent
    ? [
        {
          components: components("collector/queue-volume.yaml", { directory: QUEUE.mountPath }),
          extensions: ["file_storage"],
        },
      ]
    : [];

/** The volumes that a collector of this tier writes to. */
export function writableVolumes({ otlpQueue }: Settings, { samples }: Tier): WritableVolume[] {
  return samples && otlpQueue.persistent ? [{ ...QUEUE, sizeMib: otlpQueue.volumeSizeMib }] : [];
}
