import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseAllDocuments } from "yaml";
import { acceptance } from "../acceptance";
import { EXAMPLE_APPS } from "../matrix";
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
  const matrix = await MatrixRepositories.generate();
  started.matrix = matrix;
  return { server, matrix };
}

afterAll(async () => {
  await started.server?.stop();
  await started.matrix?.remove();
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

async function manifests(): Promise<string[]> {
  const { matrix } = await ready();
  const files = await matrix.files("/kubernetes.yaml");
  expect(files).toHaveLength(EXAMPLE_APPS.length);
  return files;
}
