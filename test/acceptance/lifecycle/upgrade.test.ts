import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { userEnvironment } from "../../../scripts/scaffold";
import { AcmeReleases } from "../../package/acme-releases";
import { Repository } from "../../package/repository";
import { acceptance, type Evidence } from "../acceptance";

/** In each half of an upgrade. More take half a minute each. */
const KILLS = Number(process.env.EKS_OTEL_TRACING_KILLS ?? 8);

/** Where an upgrade that is not at its end has left what it needs to go on. */
const JOURNAL = ".git/eks-otel-tracing-upgrade";

/** The same points in each run: what one run finds can be looked at in the next. */
const SEED = 20261;

acceptance(
  "Upgrade",
  "an upgraded repository is, but for moved addresses and notes, one that the new version made and that was edited alike",
  (evidence) =>
    withReleases(evidence, async (releases) => {
      const upgraded = releases.repository();
      releases.publishNext();
      expect(upgraded.projen("upgrade-template")).toMatchObject({ status: 0 });
      const { "moved.tf": moved, "UPGRADING.md": upgrading, ...files } = upgraded.files();
      expect(moved).toContain("moved {\n  from = helm_release.otel\n  to   = helm_release.collector\n}\n");
      expect(upgrading).toContain("## acme-tracing 2.0.0\n\n- Take the secret PAGER_TOKEN");

      const fresh = releases.freshRepository();
      expect(files).toEqual(fresh.files());
      upgraded.remove();
      fresh.remove();
    }),
  { tier: "full" },
);

for (const [half, name] of ["begins", "ends"].entries()) {
  acceptance(
    "Upgrade",
    `killed at any of ${KILLS} points while it ${name}, it ends in the same state when it is run again`,
    (evidence) =>
      withReleases(evidence, async (releases) => {
        const repository = releases.repository();
        releases.publishNext();
        const whole = copyOf(repository);
        const started = Date.now();
        expect(whole.projen("upgrade-template")).toMatchObject({ status: 0 });
        let lastsMs = Date.now() - started;
        const wanted = whole.files();
        whole.remove();

        let interrupted = 0;
        for (const share of points(KILLS).map((point) => (half + point) / 2)) {
          const killed = copyOf(repository);
          const endedMs = await killedUpgrade(killed, share * lastsMs);
          interrupted += endedMs === undefined ? 1 : 0;
          // The machine is quicker than it was: the points that follow are where it is now.
          lastsMs = endedMs ?? lastsMs;
          // Killed while npm installs, there is nothing that could be run again before npm has done its work.
          if (!existsSync(join(killed.directory, "node_modules/.package-lock.json"))) {
            killed.npm("ci");
          }
          // One that had just come to its end is not begun again: then there is a diff, and nothing that is left to do.
          const ended = killed.changed().length > 0 && !existsSync(join(killed.directory, JOURNAL));
          const { status, output } = ended ? { status: 0, output: "" } : killed.projen("upgrade-template");
          expect({ share, status, output, files: killed.files() }).toEqual({ share, status: 0, output, files: wanted });
          expect(existsSync(join(killed.directory, JOURNAL))).toBe(false);
          killed.remove();
        }
        // The machine may be quicker than it was the first time, but not by much.
        expect(interrupted).toBeGreaterThanOrEqual(KILLS / 2);
        repository.remove();
      }),
    { tier: "full", timeoutMs: (KILLS + 2) * 75_000 },
  );
}

acceptance(
  "Upgrade",
  "npm and projen alone do not get past a migration without running it",
  (evidence) =>
    withReleases(evidence, async (releases) => {
      const repository = releases.repository();
      releases.publishNext();
      repository.npm("install", "--save-dev", "acme-tracing@latest");
      const { status, output } = repository.regenerate();
      expect([status, output]).toEqual([
        1,
        expect.stringMatching(
          /3 migrations have to run .*acme-tracing 2\.0\.0 {2}costCentr is.*upgrade-template --installed/s,
        ),
      ]);
      expect(repository.changed()).toEqual(["package-lock.json", "package.json"]);
      // As Renovate does it: the new version is there, and the rest follows.
      expect(repository.projen("upgrade-template", "--installed")).toMatchObject({ status: 0 });
      expect(repository.read(".projenrc.ts")).toContain('devDeps: ["acme-tracing@2.0.0"]');
      repository.remove();
    }),
  { tier: "full" },
);

async function withReleases({ ranIn }: Evidence, prove: (releases: AcmeReleases) => Promise<void>): Promise<void> {
  const releases = await AcmeReleases.publish();
  try {
    await prove(releases);
    ranIn("projen", require("projen/package.json").version);
    ranIn("npm", /npm\/(\S+)/.exec(process.env.npm_config_user_agent ?? "")?.[1] ?? "");
  } finally {
    releases.stop();
  }
}

function copyOf(repository: Repository): Repository {
  const directory = join(mkdtempSync(join(tmpdir(), "eks-otel-tracing-killed-")), "tracing");
  cpSync(repository.directory, directory, { recursive: true, verbatimSymlinks: true });
  return new Repository(directory);
}

/** @returns how long it took, when it had ended before it could be killed */
async function killedUpgrade(repository: Repository, afterMs: number): Promise<number | undefined> {
  const started = Date.now();
  const upgrade = spawn(process.execPath, ["node_modules/projen/bin/projen", "upgrade-template"], {
    cwd: repository.directory,
    env: userEnvironment(),
    stdio: "ignore",
    detached: true, // a group of its own, so that the kill takes npm and git too
  });
  const ended = new Promise<number>((resolve) => upgrade.once("exit", () => resolve(Date.now() - started)));
  const endedMs = await Promise.race([ended, wait(afterMs, undefined)]);
  if (endedMs === undefined) {
    process.kill(-(upgrade.pid as number), "SIGKILL");
    await ended;
    await wait(100); // for the last of the group
    rmSync(join(repository.directory, ".git/index.lock"), { force: true });
  }
  return endedMs;
}

/** Points from 0 to 1, one in each of as many parts, anywhere in it. */
function points(count: number): number[] {
  let state = SEED;
  return Array.from({ length: count }, (_, part) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return (part + state / 2 ** 31) / count;
  });
}
