import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Project, Testing } from "projen";
import { GitHubProject } from "projen/lib/github";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { settingsWithPresets } from "../../src/organisation/presets";
import type { Settings } from "../../src/settings/settings";

/** What one component writes, by path: JSON parsed, everything else as text. */
export function synth(
  component: new (project: Project, settings: Settings) => unknown,
  options: EksOtelTracingProjectOptions = {},
): Record<string, any> {
  const project = new GitHubProject({
    name: "test",
    outdir: mkdtempSync(join(tmpdir(), "eks-otel-tracing-")),
    readme: { filename: ".readme-of-the-base" },
    githubOptions: { pullRequestLint: false }, // half of the time that the rest takes
  });
  new component(project, settingsWithPresets(options));
  return Testing.synth(project);
}
