/** What is held for backends that do not take it. */
export interface OtlpQueueOptions {
  /**
   * Whether it is held on disk, in an `emptyDir` volume of the pod, in place of memory: then a collector that is killed, for
   * example for its memory, sends after its restart what was decided before. What ends the pod ends the volume too: an upgrade,
   * a drain of its node, an eviction.
   *
   * @default false
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
   */
  readonly persistent?: boolean;

  /**
   * Size of the volume, in MiB, which all backends share. Kubernetes evicts a pod that uses more, so the queues are sized to
   * half of it, at 2 KiB a span.
   *
   * @default 1024
   */
  readonly volumeSizeMib?: number;
}
