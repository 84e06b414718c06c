import { generateKeyPairSync } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InstalledTool, install } from "../../../tools/install";
import { run } from "../../../tools/run";
import type { Evidence } from "../acceptance";
import type { InCluster } from "../harness/in-cluster";
import { freePort, Program } from "../harness/program";

/** Of the one user, who may do everything. */
const TOKEN = "admin";

/** A real Kubernetes API without nodes: it checks and keeps what it is given, and starts nothing. */
export class ApiServer {
  static async start(): Promise<ApiServer> {
    const [etcd, apiServer, clients] = await Promise.all([
      install("etcd"),
      install("kube-apiserver"),
      install("kubectl-and-helm"),
    ]);
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-kubernetes-"));
    const server = new ApiServer(directory, apiServer, etcd, clients, await freePort());
    try {
      await server.startPrograms();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  private readonly programs: Program[] = [];
  /** For clients, as an administrator. */
  readonly kubeconfig: string;

  private constructor(
    private readonly directory: string,
    private readonly apiServer: InstalledTool,
    private readonly etcd: InstalledTool,
    private readonly clients: InstalledTool,
    private readonly port: number,
  ) {
    this.kubeconfig = join(directory, "kubeconfig.json");
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** Path of helm. */
  get helm(): string {
    return this.clients.path;
  }

  /** Runs kubectl, for which a warning is an error. */
  kubectl(...args: string[]): Promise<string> {
    return run(join(this.clients.directory, "kubectl"), ["--warnings-as-errors", ...args], {
      environment: { KUBECONFIG: this.kubeconfig },
    });
  }

  /** A namespace that takes no pod but a restricted one, and warns of whatever would make others. */
  async createRestrictedNamespace(name: string): Promise<void> {
    await this.kubectl("create", "namespace", name);
    const labels = ["enforce", "warn"].map((mode) => `pod-security.kubernetes.io/${mode}=restricted`);
    await this.kubectl("label", "namespace", name, ...labels);
  }

  /** Checks manifests as if they were applied. @throws ToolError with what the server says, warnings too */
  async check(namespace: string, manifests: readonly object[]): Promise<void> {
    const file = join(this.directory, "manifests.json");
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests }));
    await this.kubectl("apply", "--dry-run=server", "--namespace", namespace, "--filename", file);
  }

  /** What a pod of a service account is given, written to a directory that goes with the server. */
  async inCluster(namespace: string, account: string): Promise<InCluster> {
    const directory = join(this.directory, `pod-of-${namespace}-${account}`);
    mkdirSync(directory);
    const token = await this.kubectl("create", "token", account, "--namespace", namespace);
    writeFileSync(join(directory, "token"), token.trim());
    writeFileSync(join(directory, "namespace"), namespace);
    copyFileSync(join(this.directory, "certificates", "apiserver.crt"), join(directory, "ca.crt"));
    return {
      directory,
      environment: { KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: String(this.port) },
    };
  }

  /** Applies manifests. @throws ToolError with what the server says */
  async apply(namespace: string, manifests: readonly object[]): Promise<void> {
    const file = join(this.directory, "applied.json");
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests }));
    await run(join(this.clients.directory, "kubectl"), ["apply", "--namespace", namespace, "--filename", file], {
      environment: { KUBECONFIG: this.kubeconfig },
    });
  }

  /** Lets a service account do this by a ClusterRole, and nothing else by that one. */
  allow(namespace: string, account: string, role: string, rules: readonly object[]): Promise<void> {
    const apiVersion = "rbac.authorization.k8s.io/v1";
    const metadata = { name: role };
    return this.apply(namespace, [
      { apiVersion, kind: "ClusterRole", metadata, rules },
      {
        apiVersion,
        kind: "ClusterRoleBinding",
        metadata,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
        subjects: [{ kind: "ServiceAccount", name: account, namespace }],
      },
    ]);
  }

  nameIn(ranIn: Evidence["ranIn"]): void {
    ranIn("kube-apiserver", this.apiServer.version);
    ranIn("etcd", this.etcd.version);
  }

  async stop(): Promise<void> {
    for (const program of this.programs.reverse()) {
      await program.stop();
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private async startPrograms(): Promise<void> {
    const { directory } = this;
    const [etcdPort, peerPort] = [await freePort(), await freePort()];
    const [etcdUrl, peerUrl] = [`http://127.0.0.1:${etcdPort}`, `http://127.0.0.1:${peerPort}`];
    this.programs.push(
      await Program.start({
        title: "etcd",
        path: this.etcd.path,
        args: [
          `--data-dir=${join(directory, "etcd")}`,
          `--listen-client-urls=${etcdUrl}`,
          `--advertise-client-urls=${etcdUrl}`,
          `--listen-peer-urls=${peerUrl}`,
          `--initial-advertise-peer-urls=${peerUrl}`,
          `--initial-cluster=default=${peerUrl}`,
          "--unsafe-no-fsync", // it lives as long as the test
        ],
        isReady: async () => (await fetch(`${etcdUrl}/health`)).ok,
      }),
    );

    const file = (name: string, content: string): string => {
      writeFileSync(join(directory, name), content);
      return join(directory, name);
    };
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = file("service-accounts.pem", privateKey.export({ type: "pkcs1", format: "pem" }).toString());
    this.programs.push(
      await Program.start({
        title: "kube-apiserver",
        path: this.apiServer.path,
        args: [
          `--etcd-servers=${etcdUrl}`,
          "--bind-address=127.0.0.1",
          `--secure-port=${this.port}`,
          `--cert-dir=${join(directory, "certificates")}`,
          `--token-auth-file=${file("tokens.csv", `${TOKEN},admin,admin,system:masters\n`)}`,
          "--authorization-mode=RBAC",
          "--service-account-issuer=https://kubernetes.default.svc",
          `--service-account-key-file=${key}`,
          `--service-account-signing-key-file=${key}`,
          "--service-cluster-ip-range=10.0.0.0/24",
          // It waits for accounts that a controller makes, and there is none.
          "--disable-admission-plugins=ServiceAccount",
        ],
        isReady: () => this.isReady(),
      }),
    );
    file("kubeconfig.json", JSON.stringify(this.kubeconfigContent()));
  }

  private kubeconfigContent(): object {
    return {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "test", cluster: { server: this.url, "insecure-skip-tls-verify": true } }],
      users: [{ name: "admin", user: { token: TOKEN } }],
      contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
      "current-context": "test",
    };
  }

  private isReady(): Promise<boolean> {
    const options = { rejectUnauthorized: false, headers: { authorization: `Bearer ${TOKEN}` } };
    return new Promise((resolve, reject) => {
      get(`${this.url}/readyz`, options, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      }).on("error", reject);
    });
  }
}
