import { Explained } from "../explained";
import { type MountedFiles, mountPath } from "./mounted-files";

/** Read by the owner and the group alone: 0440, which YAML and HCL write as a decimal number. */
const READ_ONLY = 0o440;

/** What the chart is told of files that a collector reads. Nothing, without any. */
export function mountedValues(files: readonly MountedFiles[]): Record<string, unknown> {
  if (files.length === 0) {
    return {};
  }
  return {
    extraVolumes: new Explained(
      "The keys that this collector reads, and no others. 288 is 0440: readable by the group that the pod runs as.",
      files.map(({ volume, from, keys }) => {
        const common = { defaultMode: READ_ONLY, items: keys.map((key) => ({ key, path: key })) };
        return {
          name: volume,
          ...("secret" in from
            ? { secret: { secretName: from.secret, ...common } }
            : { configMap: { name: from.configMap, ...common } }),
        };
      }),
    ),
    extraVolumeMounts: files.map(({ volume }) => ({ name: volume, mountPath: mountPath(volume), readOnly: true })),
  };
}
