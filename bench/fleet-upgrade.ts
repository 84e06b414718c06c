/**
 * A new version of an organisation's template, from the first look to a clean fleet: preview, regenerate and drift of many
 * checkouts that an older version has made. Nothing may fail, and nothing may differ at the end.
 *
 * A registry on loopback serves both versions of the template. Takes the number of checkouts, 300 unless another is given.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userEnvironment } from "../scripts/scaffold";
import { AcmeReleases } from "../test/package/acme-releases";
import { Repository } from "../test/package/repository";
import { row, workDirectory } from "./measure";

const COUNT = Number(process.argv[2] ?? 300);

const work = workDirectory();
const list = join(work, "checkouts.txt");

/** Clones without packages, no two with the same options. */
function createCheckouts({ directory }: Repository): void {
  const paths = Array.from({ length: COUNT }, (_, at) => join(work, "checkouts", String(at)));
  mkdirSync(join(work, "checkouts"));
  for (const [at, checkout] of paths.entries()) {
    execFileSync("git", ["clone", "--quiet", directory, checkout]);
    const projenrc = join(checkout, ".projenrc.ts");
    const text = readFileSync(projenrc, "utf8");
    writeFileSync(projenrc, text.replace("({", `({\n  samplingRatePercentage: ${(at % 1000) / 10},`));
  }
  writeFileSync(list, paths.join("\n"));
}

interface Step {
  readonly seconds: number;
  readonly peakRssMib: number;
  readonly repositories: readonly { to: string; files: { path: string }[]; failure: string | null }[];
}

function fleet(action: string, using: Repository): Step {
  const cli = join(using.directory, "node_modules/eks-otel-tracing/lib/cli.js");
  const started = Date.now();
  const { stdout } = spawnSync(process.execPath, [cli, "fleet", action, "--from-list", list, "--json"], {
    cwd: using.directory,
    env: userEnvironment(),
    encoding: "utf8",
    maxBuffer: 1024 ** 3,
  });
  const seconds = (Date.now() - started) / 1000;
  const { repositories, peakRssMib } = JSON.parse(stdout);
  const [failed] = repositories.filter(({ failure }: { failure: string | null }) => failure !== null);
  if (failed !== undefined) {
    throw new Error(`fleet ${action}: ${failed.repository} failed: ${failed.failure}`);
  }
  return { seconds, repositories, peakRssMib };
}

const different = ({ repositories }: Step) => repositories.filter(({ files }) => files.length > 0).length;

async function story(): Promise<void> {
  const releases = await AcmeReleases.publish();
  try {
    const made = releases.repository();
    createCheckouts(made);
    made.remove();
    releases.publishNext();
    const using = Repository.createFrom("acme-tracing@2.0.0");
    const steps = {
      preview: fleet("preview", using),
      regenerate: fleet("regenerate", using),
      drift: fleet("drift", using),
    };
    using.remove();
    if (different(steps.preview) !== COUNT || different(steps.regenerate) !== COUNT || different(steps.drift) !== 0) {
      throw new Error(`the fleet did not go from ${COUNT} that differ to none`);
    }
    console.log(
      ["", "| | seconds | files of a repository | peak memory of a process |", "|---|---|---|---|"]
        .concat(
          Object.entries(steps).map(([action, step]) =>
            [
              row(
                `\`fleet ${action}\` of ${COUNT}`,
                step.seconds.toFixed(0),
                String(step.repositories[0].files.length),
              ),
              ` ${step.peakRssMib} MiB |`,
            ].join(""),
          ),
        )
        .join("\n"),
    );
  } finally {
    releases.stop();
  }
}

story();
