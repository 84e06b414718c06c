import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseAllDocuments } from "yaml";
import { acceptance } from "../acceptance";
import { EXAMPLE_APPS, EXISTING_APPS } from "../matrix";
import { MatrixRepositories } from "../module/matrix-repositories";
import { ApiServer } from "./api-server";
import { podsOf } from "./pods";

const started: { server?: ApiServer; matrix?: MatrixRepositories } = {};
let starting: Promise<Required<typeof started>> | undefined;
const ready = () => {
  starting ??= start();
  return starting;
};

async function start(): Promise<Required<typeof started>> {
  const server = await ApiServer.start();
  started.server = server;
  await server.createRestrictedNamespace("shop");
  const matrix = await MatrixRepositories.shared();
  started.matrix = matrix;
  return { server, matrix };
}

afterAll(async () => {
  await started.server?.stop();
}, 60_000);

acceptance(
  "Example applications",
  "the API server takes their manifests, with any options, and a restricted namespace their pods",
  async ({ ranIn }) => {
    const { server } = await ready();
    for (const file of await manifests()) {
      const objects = parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS());
      await server.check("shop", objects);
      await server.check("shop", podsOf(objects));
    }
    server.nameIn(ranIn);
  },
  { tier: "full" },
);

acceptance(
  "Example applications",
  "their kustomizations can be applied",
  async ({ ranIn }) => {
    const { server } = await ready();
    for (const file of await manifests()) {
      await server.kubectl("apply", "--dry-run=server", "--namespace=shop", "--kustomize", dirname(file));
    }
    server.nameIn(ranIn);
  },
  { tier: "full" },
);

acceptance(
  "Existing applications",
  "the API server takes the snippet of a Deployment as a patch, which leaves the rest of the container as it was",
  async ({ ranIn }) => {
    const { server, matrix } = await ready();
    await server.kubectl("create", "deployment", "mine", "--image=mine:1");
    await server.kubectl("patch", "deployment", "mine", "--type=json", `--patch=${JSON.stringify(NAMED_APP)}`);
    const patches = await matrix.files("/deployment-patch.yaml");
    expect(patches).toHaveLength(EXISTING_APPS.length);
    for (const patch of patches) {
      const patched = await server.kubectl(
        "patch",
        "deployment",
        "mine",
        "--patch-file",
        patch,
        "--dry-run=server",
        "-ojson",
      );
      const { containers } = JSON.parse(patched).spec.template.spec;
      expect(containers.map(({ name, image }: any) => [name, image])).toEqual([["app", "mine:1"]]);
      expect(containers[0].env).toContainEqual({ name: "OTEL_SERVICE_NAME", value: "my-service" });
    }
    server.nameIn(ranIn);
  },
  { tier: "full" },
);

/** The container's name, as the snippet has it before a user changes it. */
const NAMED_APP = [{ op: "replace", path: "/spec/template/spec/containers/0/name", value: "app" }];

async function manifests(): Promise<string[]> {
  const { matrix } = await ready();
  const files = await matrix.files("/kubernetes.yaml");
  expect(files).toHaveLength(EXAMPLE_APPS.length);
  return files;
}
