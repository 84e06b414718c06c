import { Explained } from "../explained";
import { type MountedFiles, mountPath } from "./mounted-files";
import type { WritableVolume } from "./queue-volume";

/** Read by the owner and the group alone: 0440, which YAML and HCL write as a decimal number. */
const READ_ONLY = 0o440;

/** What the chart is told of files that a collector reads, and of where it writes. Nothing, without any. */
export function mountedValues(
  files: readonly MountedFiles[],
  writable: readonly WritableVolume[],
): Record<string, unknown> {
  const why = [
    ...(files.length > 0
      ? ["The keys that this collector reads, and no others. 288 is 0440: readable by the group that the pod runs as."]
      : []),
    ...(writable.length > 0 ? ["What is held for backends lives as long as the pod."] : []),
  ];
  if (why.length === 0) {
    return {};
  }
  return {
    extraVolumes: new Explained(why.join(" "), [
      ...files.map(({ volume, from, keys }) => {
        const common = { defaultMode: READ_ONLY, items: keys.map((key) => ({ key, path: key })) };
        return {
          name: volume,
          ...("secret" in from
            ? { secret: { secretName: from.secret, ...common } }
            : { configMap: { name: from.configMap, ...common } }),
        };
      }),
      ...writable.map(({ name, sizeMib }) => ({ name, emptyDir: { sizeLimit: `${sizeMib}Mi` } })),
    ]),
    extraVolumeMounts: [
      ...files.map(({ volume }) => ({ name: volume, mountPath: mountPath(volume), readOnly: true })),
      ...writable.map(({ name, mountPath }) => ({ name, mountPath })),
    ],
  };
}
