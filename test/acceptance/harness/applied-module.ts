import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogLevel } from "projen";
import { EksOtelTracingProject, type EksOtelTracingProjectOptions } from "../../../src";
import { type HelmProvider, type ProviderMirror, providerMirror } from "../../../tools/provider-mirror";
import { run } from "../../../tools/run";
import { type Terraform, terraform } from "../tools";
import { AWS_ENVIRONMENT, type AwsEmulator, REGION } from "./aws-emulator";

/** One call of a generated module. */
export interface ModuleCall {
  /** Options of the repository that is generated. @default the defaults */
  readonly options?: EksOtelTracingProjectOptions;
  /** Writes the module into its directory. @default generates a repository from the options */
  readonly write?: (directory: string) => Promise<void>;
  /** Inputs of the module. @default nothing but cluster_name and what the call's name makes distinct */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** What the stand-in for the Helm provider keeps of a release. */
export interface KeptRelease {
  readonly revision: number;
  /** Attributes of helm_release, with `values` as the documents that the module gave. */
  readonly given: Readonly<Record<string, unknown>> & { readonly values: readonly string[] };
}

/**
 * A Terraform configuration that calls generated modules, against the emulated AWS.
 *
 * A run takes half a minute, nearly all of it for the start of the AWS provider: several modules take hardly longer
 * than one.
 */
export class TerraformRoot {
  /**
   * @param cluster - name of a cluster that the emulator knows
   * @param program - Terraform when the PATH has it, unless another one is given
   */
  static async create(
    emulator: AwsEmulator,
    cluster: string,
    calls: Readonly<Record<string, ModuleCall>>,
    helmProvider?: HelmProvider,
    program?: Terraform,
  ): Promise<TerraformRoot> {
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-root-"));
    const root = new TerraformRoot(
      directory,
      program ?? (await terraform()),
      await providerMirror(helmProvider),
      emulator,
      cluster,
    );
    await root.write(calls);
    return root;
  }

  private constructor(
    readonly directory: string,
    readonly program: Terraform,
    readonly mirror: ProviderMirror,
    private readonly emulator: AwsEmulator,
    private readonly cluster: string,
  ) {}

  /** Generates the repositories, again when they are there, and writes the root that calls them. */
  async write(calls: Readonly<Record<string, ModuleCall>>): Promise<void> {
    for (const [name, { options, write }] of Object.entries(calls)) {
      const module = join(this.directory, "modules", name);
      await (write ? write(module) : generateRepository(module, options));
    }
    const modules = Object.entries(calls).map(([name, { variables }]) => [
      name,
      // Namespaces differ, so that roles and releases of several modules do.
      literal({ source: `./modules/${name}`, cluster_name: this.cluster, namespace: name, ...variables }),
    ]);
    const { url, eksUrl } = this.emulator;
    const root = {
      provider: {
        aws: {
          region: REGION,
          skip_credentials_validation: true,
          skip_metadata_api_check: true,
          skip_requesting_account_id: true,
          endpoints: { ec2: url, iam: url, eks: eksUrl, sts: url },
        },
      },
      module: Object.fromEntries(modules),
      output: Object.fromEntries(modules.map(([name]) => [name, { value: `\${module.${name}}`, sensitive: true }])),
    };
    await mkdir(this.directory, { recursive: true });
    await writeFile(join(this.directory, "main.tf.json"), JSON.stringify(root, undefined, 2));
  }

  /** Runs a command of Terraform and gives what it printed. */
  run(...args: string[]): Promise<string> {
    return run(this.program.path, args, {
      directory: this.directory,
      environment: {
        ...AWS_ENVIRONMENT,
        CHECKPOINT_DISABLE: "1",
        HELM_STAND_IN_DIR: join(this.directory, "releases"),
        KUBERNETES_STAND_IN_DIR: this.namespaces,
        TF_CLI_CONFIG_FILE: this.mirror.cliConfigFile,
        TF_IN_AUTOMATION: "1",
      },
    });
  }

  /** `init` and `apply`. */
  async apply(): Promise<void> {
    await this.run("init", "-no-color", "-input=false");
    await this.run("apply", "-no-color", "-input=false", "-auto-approve");
  }

  /** What a module handed to Helm. */
  release(namespace: string, name = "otel-collector"): KeptRelease {
    return JSON.parse(readFileSync(join(this.directory, "releases", `${namespace}.${name}.json`), "utf8"));
  }

  /** Namespace and name of every release. */
  releases(): [namespace: string, name: string][] {
    return readdirSync(join(this.directory, "releases")).map((file) => {
      const [namespace, name] = file.split(".");
      return [namespace, name];
    });
  }

  /** Directory of the namespaces that the stand-in for the Kubernetes provider keeps, each as a manifest. */
  get namespaces(): string {
    return join(this.directory, "namespaces");
  }

  /** Deletes the files, not what was applied. */
  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}

/** Writes the repository as a user's run of projen does, without installing anything. */
export async function generateRepository(outdir: string, options: EksOtelTracingProjectOptions = {}): Promise<void> {
  await mkdir(outdir, { recursive: true });
  const before = process.env.PROJEN_DISABLE_POST;
  process.env.PROJEN_DISABLE_POST = "true";
  try {
    new EksOtelTracingProject({ ...options, outdir, logging: { level: LogLevel.OFF, ...options.logging } }).synth();
  } finally {
    if (before === undefined) {
      delete process.env.PROJEN_DISABLE_POST;
    } else {
      process.env.PROJEN_DISABLE_POST = before;
    }
  }
}

/** Terraform reads strings of JSON as templates. */
function literal<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll("${", "$$${").replaceAll("%{", "%%{"));
}
