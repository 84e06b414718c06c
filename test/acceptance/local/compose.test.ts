import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { acceptance } from "../acceptance";
import { composeProject } from "../harness/compose";
import { EXAMPLE_APPS } from "../matrix";
import { MatrixRepositories } from "../module/matrix-repositories";

acceptance(
  "Example applications",
  "compose reads their files, with any options: images, the collector's config and a port for the developer are there",
  async (evidence) => {
    const matrix = await MatrixRepositories.shared();
    const files = await matrix.files("/compose.yaml");
    expect(files).toHaveLength(EXAMPLE_APPS.length);
    for (const directory of files.map(dirname)) {
      const framework = basename(directory);
      const { services } = await composeProject(directory, evidence);
      expect(Object.keys(services).sort()).toEqual(
        ["collector", `${framework}-checkout`, `${framework}-payments`, "jaeger"].sort(),
      );
      for (const { build, image, volumes = [] } of Object.values(services)) {
        expect(image ?? existsSync(join(build?.context ?? "", build?.dockerfile ?? ""))).toBeTruthy();
        expect(volumes.map(({ source }) => existsSync(source))).not.toContain(false);
      }
      const ports = Object.entries(services).flatMap(([name, { ports = [] }]) =>
        ports.map(({ host_ip, target }) => [name, host_ip, target]),
      );
      expect(ports.sort()).toEqual(
        [
          [`${framework}-checkout`, "127.0.0.1", 8080],
          ["jaeger", "127.0.0.1", 16686],
        ].sort(),
      );
    }
  },
  { tier: "full" },
);

acceptance.notRun(
  "Example applications",
  "`docker compose up` starts them, a collector and Jaeger",
  "no package registry serves a container engine or an image: `docker compose up --build` in examples/apps/express",
  { tier: "full" },
);
