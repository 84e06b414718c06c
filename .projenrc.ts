import { cdk, DependencyType, github, javascript, release, TextFile, typescript } from "projen";
import { tryMutants } from "./projenrc/mutants";
import { tryRandomOptions } from "./projenrc/random-options";
import { DRY_RUN, publish } from "./projenrc/release";
import { watch } from "./projenrc/security";
import { commitOf } from "./projenrc/task-job";
import { ACTIONS } from "./src/repository/actions";

const project = new cdk.JsiiProject({
  name: "eks-otel-tracing",
  description:
    "A projen project type: distributed tracing on Amazon EKS with OpenTelemetry and X-Ray, as a complete Terraform module repository generated from one typed options object.",
  author: "The eks-otel-tracing authors",
  authorAddress: "eks-otel-tracing@users.noreply.github.com",
  authorOrganization: true,
  repositoryUrl: "https://github.com/eks-otel-tracing/eks-otel-tracing.git",
  keywords: ["projen", "opentelemetry", "eks", "terraform", "x-ray", "tracing", "helm", "aws"],
  license: "Apache-2.0",
  copyrightOwner: "The eks-otel-tracing authors",
  copyrightPeriod: "2026",
  defaultReleaseBranch: "main",

  packageManager: javascript.NodePackageManager.NPM,
  projenVersion: "0.103.25",
  minNodeVersion: "20.16.0",
  jsiiVersion: "6.0.16",
  typescriptVersion: "6.0.3",

  // The generated repository installs these two beside the package. Everything else is inlined into the files in lib/.
  peerDeps: ["projen@>=0.103.25 <1", "constructs@^10.5.0"],
  peerDependencyOptions: { pinnedDevDependency: false },
  devDeps: [
    "@babel/parser@7.29.14",
    "@cdktf/provider-aws@21.22.1",
    "@cdktf/provider-helm@12.1.2",
    "@cdktn/hcl2json@0.24.0",
    "@grpc/grpc-js@1.14.7",
    "@jest/test-sequencer@30.5.2",
    "@opentelemetry/otlp-transformer@0.223.1",
    "@stryker-mutator/api@9.6.1",
    "@stryker-mutator/core@9.6.1",
    "@stryker-mutator/jest-runner@9.6.1",
    "@stryker-mutator/typescript-checker@9.6.1",
    "@types/mustache@4.2.6",
    "@types/semver@7.8.0",
    "@vscode/tree-sitter-wasm@0.3.1",
    "cdktf@0.21.0",
    "constructs@10.5.0",
    "diff@9.0.0",
    "dockerfile-utils@0.16.3",
    "esbuild@0.28.2",
    "fast-check@4.10.2",
    "fastest-levenshtein@1.0.16",
    "jiti@2.7.0",
    "json5@2.2.3",
    "markdownlint-cli2@0.22.1",
    "mustache@4.2.0",
    "re2js@2.10.0",
    "semver@7.8.6",
    "tsx@4.23.15",
    "valibot@1.5.0",
    "yaml@2.9.1",
  ],

  projenrcTs: true,
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },

  jestOptions: {
    configFilePath: "jest.config.json",
    junitReporting: false,
    jestConfig: {
      collectCoverage: false,
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      // A template of a package.json is no package, nor is a copy of ours.
      modulePathIgnorePatterns: ["<rootDir>/templates/", "<rootDir>/.stryker-tmp/"],
      // Package and acceptance tests mostly wait for programs that they started: on two cores three workers take three
      // quarters of the time of two.
      maxWorkers: 3,
      testSequencer: "<rootDir>/test/longest-first.js",
      // A unit test takes milliseconds, but the first of a file loads the AWS provider, and the machine may be busy.
      testTimeout: 60_000,
    },
  },

  eslint: false,
  biome: true,
  biomeOptions: {
    version: "2.5.15",
    biomeConfig: {
      formatter: { lineWidth: 120, indentStyle: javascript.biome_config.IndentStyle.SPACE, indentWidth: 2 },
      files: { includes: ["bench/**", "scripts/**", "tools/**"] },
      // Half of what is tested here are texts with `${` in them.
      linter: { rules: { suspicious: { noTemplateCurlyInString: "off" } } },
      // What a test parses has any shape.
      overrides: [{ includes: ["test/**"], linter: { rules: { suspicious: { noExplicitAny: "off" } } } }],
    },
  },

  docgen: true,
  sampleCode: false,
  buildWorkflow: false,

  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseEnvironment: "release",
  minMajorVersion: 1,
  bumpPackage: "commit-and-tag-version@12.7.3",
  jsiiReleaseVersion: "0.2.1061", // of publib
  workflowNodeVersion: "24",
  // projen's own jobs pack anew for each language, and attach nothing.
  releaseToNpm: false,
  githubRelease: false,

  depsUpgrade: false,
  pullRequestTemplate: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  gitignore: [".cache/", "/quickstart/"],
  npmignoreEnabled: false,
});

// The newest whose bindings can be had for every platform; without one of them npm refuses the lock file.
project.package.addPackageResolutions("unrs-resolver@1.12.2");

// After projen's own, which come without a version.
project.addDevDeps("@types/jest@30.0.0", "jest@30.5.2", "jsii-docgen@10.12.6", "ts-jest@29.4.15");

project.package.addField("files", [
  "lib/{index,cli,evaluator,re2}.js",
  "lib/{index,project}.d.ts",
  "lib/options/*.d.ts",
  "lib/organisation/{terraform-output,terraform-source,terraform-variable,text-file-edits}.d.ts",
  "lib/migration.d.ts",
  "lib/migrations.js",
  "lib/hcl2json.wasm.br",
  "lib/THIRD_PARTY_LICENSES.txt",
  ".jsii",
  "API.md",
  "CHANGELOG.md",
]);

project.package.addBin({ "eks-otel-tracing": "lib/cli.js" });
// As a template package names its own. In no bundle, so that every version finds it.
project.package.addField("eks-otel-tracing", { migrations: "lib/migrations.js" });

project.packageTask.reset();
project.packageTask.exec("tsx scripts/pack.ts");

// Only npm is published, so the tools for other languages are not needed.
for (const tool of ["jsii-diff", "jsii-pacmak", "jsii-rosetta"]) {
  project.deps.removeDependency(tool, DependencyType.BUILD);
}
for (const task of ["compat", "package-all", "package:js", "watch", "test:watch"]) {
  project.removeTask(task);
}

project.compileTask.reset("jsii --silence-warnings=reserved-word");
project.compileTask.exec("tsx scripts/bundle.ts");

for (const folder of ["bench", "scripts", "tools"]) {
  project.tsconfigDev.addInclude(`../${folder}/**/*.ts`);
}

const lint = project.addTask("lint", {
  description: "Check format, style and the types of tests and scripts",
  exec: "biome check --error-on-warnings",
});
lint.exec(`tsc --noEmit --project ${project.tsconfigDev.fileName}`);
project.addTask("test:unit", {
  description: "The quick loop: unit tests alone",
  exec: "jest --testPathIgnorePatterns=/test/package/ --testPathIgnorePatterns=/test/acceptance/ --testPathIgnorePatterns=\\.full\\.test\\.ts$",
  receiveArgs: true,
});
const pack = project.addTask("pack", { description: "Compile, bundle and pack into dist/js" });
pack.spawn(project.compileTask);
pack.exec("jsii-docgen -o API.md");
pack.spawn(project.packageTask);

project.testTask.reset();
project.testTask.spawn(lint);
project.testTask.spawn(pack);
// Before the tests, so that a build of some minutes shows its progress and meets no time limit of a test.
project.testTask.exec("tsx tools/install.ts quick");
// What takes a minute of its own is in the full tier.
project.testTask.exec("jest --testPathIgnorePatterns=\\.full\\.test\\.ts$", { receiveArgs: true });

project.addTask("test:full", {
  description:
    "The acceptance cases whose tools take longer to come: the whole matrix, OpenTofu, Kubernetes, Prometheus",
  env: { EKS_OTEL_TRACING_TIER: "full" },
  steps: [
    { spawn: pack.name },
    { exec: "tsx tools/install.ts full" },
    { exec: "jest test/acceptance \\.full\\.test\\.ts$", receiveArgs: true },
    { exec: "tsx scripts/verification.ts --check" },
  ],
});
project.addTask("verification", {
  description: "Write docs/verification.md from the results of npm test and npm run test:full",
  exec: "tsx scripts/verification.ts",
});

project.addTask("quickstart", {
  description: "Build, pack, scaffold a repository as a user would, change an option, regenerate, show the diff",
  steps: [{ spawn: pack.name }, { exec: "tsx scripts/quickstart.ts", receiveArgs: true }],
});
project.addTask("bench:fleet-upgrade", {
  description: "Take many checkouts to a new version of their template: preview, regenerate, drift",
  steps: [{ spawn: pack.name }, { exec: "tsx bench/fleet-upgrade.ts", receiveArgs: true }],
});
project.addTask("bench:data-plane", {
  description: "Measure both topologies with the real collector, and write the tables of docs/topologies.md",
  exec: "tsx bench/data-plane.ts",
});
project.addTask("bench", {
  description: "Measure speed and size against projen's own TypeScriptProject",
  steps: [{ spawn: pack.name }, { exec: "tsx bench/bench.ts" }, { exec: "tsx bench/lifecycle.ts", receiveArgs: true }],
});

// Lock files name no registry host, so that every mirror serves them.
new javascript.NpmConfig(project, { omitEmpty: true }).addConfig("omit-lockfile-registry-resolved", "true");
new TextFile(project, ".nvmrc", { lines: ["20.16.0", ""] });

project.github?.actions.set("actions/setup-node", commitOf(ACTIONS.setupNode));
project.github?.actions.set("actions/upload-artifact", commitOf(ACTIONS.uploadArtifact));
publish(project);
watch(project);
tryRandomOptions(project);
tryMutants(project);

const ci = project.github?.addWorkflow("ci");
ci?.on({ pullRequest: {}, push: { branches: ["main"] } });
ci?.addJobs({
  test: {
    name: "test on ${{ matrix.os }}, Node ${{ matrix.node }}",
    runsOn: ["${{ matrix.os }}"],
    permissions: { contents: github.workflows.JobPermission.READ },
    strategy: {
      failFast: false,
      matrix: { domain: { os: ["ubuntu-latest", "macos-latest", "windows-latest"], node: ["20.16.0", "22", "24"] } },
    },
    steps: [
      // With all tags and commits, from which the next version follows.
      { uses: commitOf(ACTIONS.checkout), with: { "fetch-depth": 0, "persist-credentials": false } },
      { uses: commitOf(ACTIONS.setupNode), with: { "node-version": "${{ matrix.node }}", cache: "npm" } },
      { run: "npm ci" },
      // The acceptance tests run real tools, for Linux alone; what is generated is the same bytes everywhere.
      { if: "runner.os != 'Linux'", run: "npx projen pack && npx jest --testPathIgnorePatterns=/test/acceptance/" },
      { if: "runner.os == 'Linux'", run: DRY_RUN },
    ],
  },
});
ci?.file?.addOverride("permissions", { contents: "read" });

project.synth();
