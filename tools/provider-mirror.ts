import { existsSync, readdirSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { cacheDirectory, ensureDirectory, keyOf } from "./cache";
import type { ToolName } from "./catalogue";
import { install } from "./install";
import { ToolError } from "./run";

/** The registries whose name a module's `hashicorp/aws` means: Terraform's and OpenTofu's. */
const registries = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** Where Terraform and OpenTofu take the providers from in tests. */
export interface ProviderMirror {
  /** A CLI configuration, for the environment variable TF_CLI_CONFIG_FILE. */
  readonly cliConfigFile: string;

  /** The directory it names, in the layout of a filesystem mirror. */
  readonly directory: string;

  /** The newest AWS provider in it; `undefined` when none was found and the registry is asked instead. */
  readonly awsProviderVersion: string | undefined;

  readonly helmProviderVersion: string;

  /** The newest Kubernetes provider in it, if there is one: the stand-in of this project, beside that for Helm. */
  readonly kubernetesProviderVersion: string | undefined;

  /** Whether the Helm provider is the stand-in of this project. If not, it is HashiCorp's own. */
  readonly helmIsStandIn: boolean;
}

/** Which Helm provider: the stand-in of this project, which needs no cluster, or HashiCorp's own in this major version. */
export type HelmProvider = "stand-in" | "v2" | "v3";

/** One version of a provider that a local mirror holds for this platform. */
interface LocalProvider {
  readonly version: string;
  /** Relative to the provider's directory: `<version>/<platform>` when unpacked, else the name of a zip file. */
  readonly entry: string;
  readonly target: string;
}

/**
 * Lays a directory in the cache from which Terraform and OpenTofu take the AWS, the Helm and the Kubernetes provider.
 *
 * Those that talk to a cluster are stand-ins, unless the real Helm provider is asked for. The AWS provider is the real one: from a local mirror, else from the registry. The real Helm provider comes from a local
 * mirror alone, which is the directory that EKS_OTEL_TRACING_PROVIDER_MIRROR names, else one of the usual places.
 *
 * @throws ToolError when that variable names a directory that is no mirror, no mirror has the Helm provider that is asked
 * for, or the stand-in can't be built
 */
export async function providerMirror(helmProvider: HelmProvider = "stand-in"): Promise<ProviderMirror> {
  const aws = findProvider("aws");
  const standIns = helmProvider === "stand-in";
  const helm = standIns ? [await standIn("helm-provider-stand-in")] : realHelm(helmProvider);
  const kubernetes = standIns ? [await standIn("kubernetes-provider-stand-in")] : findProvider("kubernetes");
  if (helm.length === 0) {
    throw new ToolError(missingHelmProvider(helmProvider));
  }
  const links = [
    ...aws.map((provider) => ({ ...provider, name: "aws" })),
    ...helm.map((provider) => ({ ...provider, name: "helm" })),
    ...kubernetes.map((provider) => ({ ...provider, name: "kubernetes" })),
  ];

  const key = keyOf(links.flatMap(({ name, entry, target }) => [name, entry, target]));
  const directory = join(cacheDirectory(), `provider-mirror-${key}`);
  const cliConfigFile = join(directory, "terraform.rc");
  const pluginCache = aws.length > 0 ? undefined : join(cacheDirectory(), "plugin-cache");
  if (pluginCache) {
    await mkdir(pluginCache, { recursive: true });
  }
  await ensureDirectory(directory, async (empty) => {
    for (const { name, entry, target } of links) {
      for (const registry of registries) {
        const link = join(empty, registry, "hashicorp", name, entry);
        await mkdir(dirname(link), { recursive: true });
        await symlink(target, link);
      }
    }
    const names = [...new Set(links.map(({ name }) => name))];
    await writeFile(join(empty, "terraform.rc"), cliConfig(directory, names, pluginCache));
  });

  return {
    cliConfigFile,
    directory,
    awsProviderVersion: newest(aws),
    helmProviderVersion: newest(helm) as string,
    kubernetesProviderVersion: newest(kubernetes),
    helmIsStandIn: standIns,
  };
}

/** Why a Helm provider can't be had; nothing, if it can. */
export function missingHelmProvider(helmProvider: HelmProvider): string | undefined {
  return helmProvider === "stand-in" || realHelm(helmProvider).length > 0
    ? undefined
    : `no mirror of providers has ${helmProvider} of the real Helm provider`;
}

function realHelm(major: string): LocalProvider[] {
  return findProvider("helm").filter(({ version }) => version.startsWith(`${major.slice(1)}.`));
}

async function standIn(name: ToolName): Promise<LocalProvider> {
  const { version, directory } = await install(name);
  return { version, entry: join(version, platform()), target: directory };
}

/** What the mirror holds comes from there and nothing else does, so a missing version is an error and not a download. */
function cliConfig(directory: string, names: readonly string[], pluginCache: string | undefined): string {
  const held = registries.flatMap((registry) => names.map((name) => `"${registry}/hashicorp/${name}"`)).join(", ");
  const cache = pluginCache ? `plugin_cache_dir = ${JSON.stringify(pluginCache)}\n\n` : "";
  return `${cache}provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(directory)}
    include = [${held}]
  }
  direct {
    exclude = [${held}]
  }
}
`;
}

function findProvider(name: string): LocalProvider[] {
  for (const place of localMirrors()) {
    const found = providersIn(join(place, registries[0], "hashicorp", name), name);
    if (found.length > 0) {
      return found;
    }
  }
  return [];
}

/** The named mirror alone, else Terraform's implied local mirrors and one level below the places for optional software. */
function localMirrors(): string[] {
  const named = process.env.EKS_OTEL_TRACING_PROVIDER_MIRROR;
  if (named) {
    if (!existsSync(join(named, registries[0]))) {
      throw new ToolError(`EKS_OTEL_TRACING_PROVIDER_MIRROR: ${named} holds no directory ${registries[0]}`);
    }
    return [named];
  }
  const dataDirectories = [
    process.env.XDG_DATA_HOME || join(homedir(), ".local", "share"),
    ...(process.env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":"),
  ];
  return [
    join(homedir(), ".terraform.d", "plugins"),
    ...dataDirectories.map((directory) => join(directory, "terraform", "plugins")),
    ...["/opt", "/usr/local/share"].flatMap((directory) => entriesOf(directory).map((entry) => join(directory, entry))),
  ];
}

function providersIn(directory: string, name: string): LocalProvider[] {
  return entriesOf(directory).flatMap((entry): LocalProvider[] => {
    const unpacked = join(entry, platform());
    if (existsSync(join(directory, unpacked))) {
      return [{ version: entry, entry: unpacked, target: join(directory, unpacked) }];
    }
    const packed = basename(entry, `_${platform()}.zip`);
    return packed !== entry && packed.startsWith(`terraform-provider-${name}_`)
      ? [{ version: packed.split("_")[1], entry, target: join(directory, entry) }]
      : [];
  });
}

function entriesOf(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}

function newest(providers: readonly LocalProvider[]): string | undefined {
  const versions = providers.map(({ version }) => version);
  return versions.sort((one, other) => one.localeCompare(other, "en", { numeric: true })).at(-1);
}

/** This machine in the words of Go, which are those of Terraform's mirrors. */
function platform(): string {
  return `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
}
