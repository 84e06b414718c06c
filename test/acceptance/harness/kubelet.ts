import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

/** What Secrets and ConfigMaps hold, by name and key. */
export type Objects = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A volume of a pod, where the container has it. */
interface Mount {
  readonly mountPath: string;
  /** Name of the Secret or ConfigMap. Without it the container writes there, as long as the pod lives. */
  readonly object?: string;
  /** The files, by the key that each holds. */
  readonly items: readonly { readonly key: string; readonly path: string }[];
}

/** Puts what Secrets and ConfigMaps hold into directories, laid out as the kubelet does it, and renews them as it does. */
export class Kubelet {
  private readonly directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-kubelet-"));
  private readonly mounted: { readonly mount: Mount; readonly directory: string }[] = [];
  private writes = 0;

  constructor(private objects: Objects) {}

  /**
   * Mounts the volumes that the chart's values add to a pod.
   *
   * @returns the directories, by the paths that the container knows
   * @throws when an object or one of its keys is not there, which is when a pod does not start
   */
  mount(values: readonly string[]): ReadonlyMap<string, string> {
    return new Map(
      mountsIn(values).map((mount) => {
        // A container that starts again finds what it wrote.
        const kept = this.mounted.find(({ mount: { object, mountPath } }) => !object && mountPath === mount.mountPath);
        if (kept !== undefined) {
          return [mount.mountPath, kept.directory];
        }
        const directory = join(this.directory, String(this.mounted.length));
        mkdirSync(directory);
        this.mounted.push({ mount, directory });
        this.write(mount, directory);
        return [mount.mountPath, directory];
      }),
    );
  }

  /** @returns the environment variables that the chart's values take from Secrets. @throws like {@link mount} */
  environment(values: readonly string[]): Readonly<Record<string, string>> {
    const { extraEnvs = [] } = Object.assign({}, ...values.map((document) => parse(document)));
    return Object.fromEntries(
      (extraEnvs as any[])
        .filter(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined)
        .map(({ name, valueFrom }) => {
          const { name: object, key } = valueFrom.secretKeyRef;
          return [name, this.contentOf(object, key)];
        }),
    );
  }

  private contentOf(object: string, key: string): string {
    const content = this.objects[object]?.[key];
    if (content === undefined) {
      throw new Error(`a pod would not start: there is no ${key} in ${object}`);
    }
    return content;
  }

  /** Gives an object other content, and every volume of it. */
  renew(object: string, content: Readonly<Record<string, string>>): void {
    this.objects = { ...this.objects, [object]: content };
    for (const { mount, directory } of this.mounted.filter(({ mount }) => mount.object === object)) {
      this.write(mount, directory);
    }
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** All files of a volume change at once: they are links through one link, which is replaced. Then the former ones go. */
  private write({ object, items }: Mount, directory: string): void {
    if (object === undefined) {
      return;
    }
    this.writes += 1;
    const version = `..${this.writes}`;
    mkdirSync(join(directory, version));
    for (const { key, path } of items) {
      writeFileSync(join(directory, version, path), this.contentOf(object, key));
    }
    const before = readdirSync(directory).filter((entry) => /^\.\.\d+$/.test(entry) && entry !== version);
    symlinkSync(version, join(directory, "..data_tmp"));
    renameSync(join(directory, "..data_tmp"), join(directory, "..data"));
    for (const { path } of items.filter(({ path }) => !existsSync(join(directory, path)))) {
      symlinkSync(join("..data", path), join(directory, path));
    }
    for (const entry of before) {
      rmSync(join(directory, entry), { recursive: true });
    }
  }
}

function mountsIn(documents: readonly string[]): Mount[] {
  const values = Object.assign({}, ...documents.map((document) => parse(document)));
  const volumes: any[] = values.extraVolumes ?? [];
  return (values.extraVolumeMounts ?? []).map(({ name, mountPath, readOnly }: any) => {
    const volume = volumes.find((one) => one.name === name);
    const { secret, configMap, emptyDir } = volume ?? {};
    if (emptyDir !== undefined) {
      return { mountPath, items: [] };
    }
    const items = (secret ?? configMap)?.items;
    if (items === undefined || readOnly !== true) {
      throw new Error(`${mountPath} is no read-only volume that names its keys`);
    }
    return { mountPath, object: secret?.secretName ?? configMap.name, items };
  });
}
