import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { acceptance } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { ApiServer } from "../kubernetes/api-server";
import { nameProgramsOf } from "./programs";
import { stoppedAfterwards } from "./started";

const HELMS: ModuleCall = { options: {} };
const TERRAFORMS: ModuleCall = { options: { topology: "gateway", terraform: { namespacePodSecurity: "restricted" } } };

const started = stoppedAfterwards();
let server: ApiServer | undefined;
afterAll(() => server?.stop(), 60_000);

acceptance(
  "Module",
  "a namespace of Terraform's refuses pods that are not restricted; one that exists is never made anew: unimported it stops the run, imported as the README says it gets its labels, forgotten it stays",
  async ({ ranIn }) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    await emulator.createCluster("shop");
    const root = await TerraformRoot.create(emulator, "shop", { old: HELMS, new: TERRAFORMS });
    started.root = root;
    const file = (name: string) => join(root.namespaces, `${name}.json`);
    const kept = (name: string) => JSON.parse(readFileSync(file(name), "utf8")).metadata;

    const apply = (command = "apply") => root.run(command, "-no-color", "-input=false", "-auto-approve");

    // A new one is there before its releases, with labels that a real API server acts by.
    await root.run("init", "-no-color", "-input=false");
    expectInOrder(
      await apply(),
      "module.new.kubernetes_namespace_v1.collector[0]: Creation complete",
      "module.new.helm_release.gateway: Creating",
    );
    server = await ApiServer.start();
    await server.kubectl("apply", "--filename", file("new"));
    await server.check("new", [pod(true)]);
    await expect(server.check("new", [pod(false)])).rejects.toThrow(/violates PodSecurity "restricted:latest"/);

    // One that is there already, as Helm leaves it: without the import the run stops.
    writeFileSync(file("old"), JSON.stringify({ metadata: { name: "old", labels: { name: "old" } } }));
    await root.write({ old: TERRAFORMS, new: TERRAFORMS });
    await expect(apply()).rejects.toThrow(/namespaces "old" already exists/);
    expect(kept("old").labels).toEqual({ name: "old" });

    // With it, the namespace is changed in place.
    const { importBlock, forget } = saidBy(readFileSync(join(root.directory, "modules/old/README.md"), "utf8"));
    writeFileSync(join(root.directory, "import.tf"), importBlock);
    const imported = await apply();
    expect(imported).toContain("module.old.kubernetes_namespace_v1.collector[0]: Modifications complete");
    expect(imported).toMatch(/Apply complete! Resources: 1 imported, \d+ added, \d+ changed, 0 destroyed/);
    expect(kept("old").labels).toEqual(kept("new").labels);
    rmSync(join(root.directory, "import.tf"));

    // Forgotten, and given back to Helm: it stays.
    await root.run(...forget);
    await root.write({ old: HELMS, new: TERRAFORMS });
    expect(await apply()).not.toContain("module.old.kubernetes_namespace_v1");
    expect(existsSync(file("old"))).toBe(true);

    // Destroyed, Terraform's own goes, and after what is in it.
    expectInOrder(
      await apply("destroy"),
      "module.new.helm_release.gateway: Destruction complete",
      "module.new.kubernetes_namespace_v1.collector[0]: Destroying",
    );
    expect([existsSync(file("old")), existsSync(file("new"))]).toEqual([true, false]);
    nameProgramsOf(root, emulator, ranIn);
    ranIn("Kubernetes provider stand-in", root.mirror.kubernetesProviderVersion ?? "none");
    server.nameIn(ranIn);
  },
  { tier: "full" },
);

function expectInOrder(log: string, first: string, second: string): void {
  expect(log.indexOf(first)).toBeGreaterThanOrEqual(0);
  expect(log.indexOf(second)).toBeGreaterThan(log.indexOf(first));
}

/** How the page takes a namespace over, and gives it back, for the module that is called `old` here. */
function saidBy(readme: string): { importBlock: string; forget: string[] } {
  const [block] = /^import \{\n[^}]*\}\n/m.exec(readme) ?? [];
  const [, address] = /^terraform state rm '(.+)'$/m.exec(readme) ?? [];
  const ours = (text = "") => text.replace("module.tracing.", "module.old.").replace('"tracing"', '"old"');
  return { importBlock: ours(block), forget: ["state", "rm", ours(address)] };
}

/** A pod that the standard `restricted` takes, or one that says nothing of its rights. */
function pod(restricted: boolean): object {
  const rights = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "any" },
    spec: { containers: [{ name: "any", image: "any:1", ...(restricted ? { securityContext: rights } : {}) }] },
  };
}
