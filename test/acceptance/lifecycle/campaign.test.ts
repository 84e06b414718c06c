import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { userEnvironment } from "../../../scripts/scaffold";
import { AcmeReleases } from "../../package/acme-releases";
import type { Repository } from "../../package/repository";
import { acceptance } from "../acceptance";

acceptance(
  "Campaign",
  "multi-gitter's script upgrades a clone in one commit, whose message is a request's title and body, and the wave ends when it is merged",
  async ({ ranIn }) => {
    const releases = await AcmeReleases.publish();
    try {
      ranIn("git", travel(releases));
    } finally {
      releases.stop();
    }
  },
  { tier: "full" },
);

/** The way of one repository to 2.0.0. Gives git's version. */
function travel(releases: AcmeReleases): string {
  const repository = releases.repository();
  releases.publishNext();
  const campaign = new Campaign(repository);

  expect(campaign.waves()).toMatchObject({ status: 1, data: { wave: "10 %" } });
  expect(campaign.config().repo).toEqual(["acme/tracing"]);

  const [commit, ...others] = campaign.commitsOfScript();
  expect(others).toEqual([]);
  const [title, blank, ...body] = commit.split("\n");
  expect([title, blank]).toEqual(["Upgrade acme-tracing to 2.0.0", ""]);
  const text = body.join("\n");
  expect(text).toMatch(/^- `acme-tracing` 1\.0\.0 → 2\.0\.0\n- `eks-otel-tracing` 1\.0\.0 → 1\.1\.0\n/);
  expect(text).toContain("### To know\n\n- **acme-tracing 2.0.0**: Take the secret PAGER_TOKEN out");
  expect(text).toMatch(/### Migrations\n\n- \*\*eks-otel-tracing 1\.1\.0\*\*: names the cluster\n/);
  expect(text).toMatch(/^ LEGACY +\| +\d+ -+ \(removed\)$/m);
  expect(text).toMatch(/^ moved\.tf +\| +\d+ \++ \(created\)$/m);
  expect(text).not.toContain("node_modules");

  campaign.merge();
  expect(campaign.waves()).toMatchObject({ status: 0, data: { wave: null } });
  expect(campaign.commitsOfScript()).toEqual([]);

  const version = repository.git("--version").replace("git version ", "").trim();
  campaign.remove();
  repository.remove();
  return version;
}

/** A repository on a remote, its checkout, and what multi-gitter does with a clone of it. */
class Campaign {
  private readonly root = mkdtempSync(join(tmpdir(), "eks-otel-tracing-campaign-"));
  private readonly remote = join(this.root, "acme/tracing.git");
  private readonly clone = join(this.root, "clone");

  constructor(private readonly checkout: Repository) {
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", this.remote]);
    checkout.git("remote", "add", "origin", this.remote);
    checkout.git("push", "--quiet", "origin", "HEAD:refs/heads/main");
  }

  waves() {
    const cli = join(this.checkout.directory, "node_modules/eks-otel-tracing/lib/cli.js");
    const { status, stdout } = spawnSync(
      process.execPath,
      [cli, "fleet", "waves", "--to", "2.0.0", "--write", this.root, "--json", this.checkout.directory],
      { encoding: "utf8" },
    );
    return { status, data: JSON.parse(stdout) };
  }

  config() {
    return parse(readFileSync(join(this.root, "multi-gitter.yaml"), "utf8"));
  }

  /** Clones as multi-gitter does, shallow and on a branch of its own, runs the script, and gives the messages of its commits. */
  commitsOfScript(): string[] {
    rmSync(this.clone, { recursive: true, force: true });
    const url = pathToFileURL(this.remote).href;
    execFileSync("git", ["clone", "--quiet", "--depth=1", "--branch=main", url, this.clone], { stdio: "pipe" });
    this.git("checkout", "--quiet", "-b", this.config().branch);
    execFileSync(join(this.root, "upgrade.sh"), {
      cwd: this.clone,
      env: { ...userEnvironment(), REPOSITORY: "acme/tracing" },
      stdio: "pipe",
    });
    expect(this.git("status", "--porcelain")).toBe("");
    return this.git("log", "--format=%B%x00", "origin/main..HEAD")
      .split("\0")
      .map((message) => message.trim())
      .filter(Boolean);
  }

  /** What `multi-gitter merge` ends in, and a pull of the checkout. */
  merge(): void {
    this.git("push", "--quiet", "origin", "HEAD:refs/heads/main");
    this.checkout.git("pull", "--quiet", "--ff-only", "origin", "main");
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.clone, encoding: "utf8", env: userEnvironment() });
  }
}
