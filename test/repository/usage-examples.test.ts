import { parse } from "@cdktn/hcl2json";
import type { EksOtelTracingProjectOptions } from "../../src/options";
import { UsageExamples } from "../../src/repository/usage-examples";
import { resolveSettings } from "../../src/settings/settings";
import { moduleInterface } from "../../src/terraform/module-interface";
import { synth } from "./synth";

const files = (options: EksOtelTracingProjectOptions = {}) => synth(UsageExamples, options);

/** The arguments of the module block. */
const moduleArguments = (hcl: string) =>
  [...(/^module "tracing" \{\n([\s\S]*?)^\}/m.exec(hcl)?.[1] ?? "").matchAll(/^ {2}(\w+) +=/gm)].map(
    ([, name]) => name,
  );

test("the minimal example sets the cluster and nothing else", () => {
  expect(moduleArguments(files()["examples/minimal/main.tf"])).toEqual(["source", "cluster_name"]);
});

test("the complete example sets variables that the module has", () => {
  const known = moduleInterface(resolveSettings({})).variables.map(({ name }) => name);
  const set = moduleArguments(files()["examples/complete/main.tf"]).filter((name) => name !== "source");
  expect(known).toEqual(expect.arrayContaining(set));
  expect(set).toEqual(
    expect.arrayContaining(["amp_workspace_arn", "permissions_boundary_arn", "chart_repository", "extra_values"]),
  );
});

test("the examples configure Helm provider 3, unless the options keep it out", () => {
  expect(files()["examples/minimal/main.tf"]).toContain("kubernetes = {");
  expect(files()["examples/minimal/versions.tf"]).toContain('version = ">= 3.0, < 4.0"');
  const old = files({ terraform: { helmProviderVersion: "~> 2.17" } });
  expect(old["examples/minimal/main.tf"]).toContain("kubernetes {");
  expect(old["examples/minimal/versions.tf"]).toContain('version = "~> 2.17"');
});

test("a cluster that the options name is the default", () => {
  expect(files()["examples/minimal/variables.tf"]).not.toContain("default");
  expect(files({ clusterName: "shop" })["examples/minimal/variables.tf"]).toContain('default     = "shop"');
});

describe("with every option that the examples know", () => {
  const all = files({
    egress: { privateCluster: true },
    terraform: { namespacePodSecurity: "baseline" },
    xray: { transactionSearchExample: true },
  });
  const hcl = (path: string): Promise<any> => parse(path, all[`examples/${path}`]);

  test.each(["minimal", "complete"])(
    "%s asks the cluster as whoever runs Terraform, with no token kept",
    async (name) => {
      const { provider, data } = await hcl(`${name}/main.tf`);
      const exec = {
        api_version: "client.authentication.k8s.io/v1beta1",
        command: "aws",
        args: ["eks", "get-token", "--cluster-name", "${var.cluster_name}"],
      };
      const cluster = {
        host: "${data.aws_eks_cluster.cluster.endpoint}",
        cluster_ca_certificate: "${base64decode(data.aws_eks_cluster.cluster.certificate_authority[0].data)}",
      };
      expect(data.aws_eks_cluster.cluster).toEqual([{ name: "${var.cluster_name}" }]);
      expect(provider).toEqual({
        aws: [{}],
        helm: [{ kubernetes: { ...cluster, exec } }],
        kubernetes: [{ ...cluster, exec: [exec] }],
      });
      const [helm2] = (
        await parse("", files({ terraform: { helmProviderVersion: "~> 2.17" } })[`examples/${name}/main.tf`])
      ).provider.helm;
      expect(helm2).toEqual({ kubernetes: [{ ...cluster, exec: [exec] }] });
    },
  );

  test("the complete one hands over all that it is asked for, and a role's name that IAM takes", async () => {
    const { module, resource } = await hcl("complete/main.tf");
    const { variable } = await hcl("complete/variables.tf");
    const [{ source, namespace, helm_release, extra_values, ...given }] = module.tracing;
    expect({ source, namespace, helm_release }).toEqual({
      source: "../..",
      namespace: "observability",
      helm_release: { timeout_seconds: 900 },
    });
    expect(extra_values).toEqual([expect.stringMatching(/podAnnotations += .*\n +priorityClassName += "system-node-/)]);
    expect(given).toEqual({
      ...Object.fromEntries(Object.keys(variable).map((name) => [name, `\${var.${name}}`])),
      amp_remote_write_endpoint: "${aws_prometheus_workspace.metrics.prometheus_endpoint}api/v1/remote_write",
      amp_workspace_arn: "${aws_prometheus_workspace.metrics.arn}",
      memory_limit_mib: 800,
      memory_spike_limit_mib: 100,
      role_name: "${substr(var.cluster_name, 0, 40)}-tracing",
      sampling_rate_percentage: 25,
    });
    expect(resource.aws_prometheus_workspace.metrics).toEqual([
      { alias: "${var.cluster_name}-applications", tags: "${var.tags}" },
    ]);
  });

  test.each([
    ["minimal", { cluster_name: undefined }],
    [
      "complete",
      {
        cluster_name: undefined,
        permissions_boundary_arn: null,
        chart_repository: "https://open-telemetry.github.io/opentelemetry-helm-charts",
        image_repository: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
        tags: { component: "tracing" },
        vpc_id: null,
      },
    ],
    ["transaction-search", { policy_name: "transaction-search", indexed_percentage: 1 }],
  ])("%s says what each of its variables is, and asks for what has no default alone", async (name, defaults) => {
    const { variable } = await hcl(`${name}/variables.tf`);
    expect(Object.fromEntries(Object.entries<any>(variable).map(([key, [one]]) => [key, one.default]))).toEqual(
      defaults,
    );
    for (const [key, [{ type, description }]] of Object.entries<any>(variable)) {
      expect(type).toBe({ tags: "${map(string)}", indexed_percentage: "${number}" }[key] ?? "${string}");
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });

  test.each([
    ["minimal", { application_environment: "module.tracing.application_environment" }],
    [
      "complete",
      {
        application_environment: "module.tracing.application_environment",
        collector_role_arn: "module.tracing.role_arn",
        collector_config: "module.tracing.collector_config",
        prometheus_endpoint: "aws_prometheus_workspace.metrics.prometheus_endpoint",
      },
    ],
  ])("%s hands on what others need, and says for what", async (name, values) => {
    const { output } = await hcl(`${name}/outputs.tf`);
    expect(output).toEqual(
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          [{ description: expect.stringMatching(/^[A-Z].*\.$/), value: `\${${value}}` }],
        ]),
      ),
    );
  });

  test("each takes providers of the versions that it is written for", async () => {
    const versions = async (name: string) => (await hcl(`${name}/versions.tf`)).terraform;
    const terraform = ">= 1.9, < 2.0";
    const aws = { source: "hashicorp/aws", version: ">= 5.0, < 7.0" };
    const helm = { source: "hashicorp/helm", version: ">= 3.0, < 4.0" };
    const kubernetes = { source: "hashicorp/kubernetes", version: ">= 2.20, < 4.0" };
    for (const name of ["minimal", "complete"]) {
      expect(await versions(name)).toEqual([
        { required_version: terraform, required_providers: [{ aws, helm, kubernetes }] },
      ]);
    }
    expect(await versions("transaction-search")).toEqual([
      { required_version: terraform, required_providers: [{ aws }] },
    ]);
  });
});

test("the pages of the examples give every variable that has to be given", () => {
  const commands = (name: string, options: EksOtelTracingProjectOptions = {}) =>
    /^```sh\n([\s\S]*?)^```/m
      .exec(files(options)[`examples/${name}/README.md`])?.[1]
      .replace(/\\\n */g, "")
      .trim()
      .split("\n");
  expect(commands("minimal")).toEqual(["terraform init", "terraform apply -var cluster_name=my-cluster"]);
  expect(commands("minimal", { clusterName: "shop", spanMetrics: { enabled: true } })).toEqual([
    "terraform init",
    "terraform apply -var cluster_name=shop -var amp_remote_write_endpoint=URL",
  ]);
  expect(commands("complete")).toEqual([
    "terraform init",
    [
      "terraform apply -var cluster_name=my-cluster",
      "-var permissions_boundary_arn=arn:aws:iam::123456789012:policy/boundary",
      "-var chart_repository=oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/charts",
      "-var image_repository=123456789012.dkr.ecr.eu-central-1.amazonaws.com/opentelemetry-collector-contrib",
    ].join(" "),
  ]);
});
