import type { cdk } from "projen";

/**
 * A release is what `npx projen release` makes in dist/, whose workflow publishes the very tarball that was tested: to npm,
 * which trusts that workflow, so that there is no token, and to GitHub, with the list of what is inlined.
 */
export function publish(project: cdk.JsiiProject): void {
  project.packageTask.exec("tsx scripts/sbom.ts");

  const publisher = project.release?.publisher;
  publisher?.publishToNpm({ trustedPublishing: true });
  publisher?.publishToGitHubReleases({
    changelogFile: "dist/changelog.md",
    versionFile: "dist/version.txt",
    releaseTagFile: "dist/releasetag.txt",
    postPublishSteps: [
      {
        name: "Attach the package and its bill of materials",
        if: "${{ !inputs.dry_run }}",
        env: { GITHUB_TOKEN: "${{ secrets.GITHUB_TOKEN }}" },
        run: 'gh release upload "$(cat dist/releasetag.txt)" dist/js/*.tgz dist/*.cdx.json -R "$GITHUB_REPOSITORY" --clobber',
      },
    ],
  });

  const workflow = project.tryFindObjectFile(".github/workflows/release.yml");
  workflow?.addOverride("permissions", { contents: "read" });
  // It builds with everything that npm installs, and pushes nothing: the tag comes with the release on GitHub.
  workflow?.addOverride("jobs.release.permissions.contents", "read");
  workflow?.addOverride("jobs.release.steps.0.with.persist-credentials", false);
}

/** What everyone who pushes sees of the next release: all of it but the publication. */
export const DRY_RUN = "npx projen release && npm publish --dry-run dist/js/eks-otel-tracing.tgz";
