import { Component, type Project } from "projen";
import { imageRepository, imageTag } from "../collector/collector-image";
import type { Settings } from "../settings/settings";
import { sizing } from "../settings/sizing";
import { samplingTier } from "../settings/tiers";
import { allowsFrom, fromMajor } from "../settings/version-range";
import { render, TemplateFile, type View } from "../template";
import { literal } from "../terraform/hcl/value";
import { CallersChoice } from "./callers-choice";

const TRANSACTION_SEARCH = "transaction-search";

/** Names of the examples of Terraform. */
export function usageExamples({ xray }: Settings): string[] {
  return ["minimal", "complete", ...(xray.transactionSearchExample ? [TRANSACTION_SEARCH] : [])];
}

/** `examples/minimal`, the module as it comes, and `examples/complete`, every variable that matters. */
export class UsageExamples extends Component {
  private readonly choice: CallersChoice;

  constructor(
    project: Project,
    private readonly settings: Settings,
  ) {
    super(project);
    this.choice = new CallersChoice(settings);
    const ownWorkspace = !this.choice.endpointIsRuled;
    const needsEndpoint = settings.spanMetrics.enabled && settings.ampRemoteWriteEndpoint === undefined;
    this.add("minimal", {
      main: { needsEndpoint },
      variables: { needsEndpoint },
      readme: { prerequisite: prerequisite(settings), needsEndpoint },
    });
    this.add("complete", {
      main: { ...this.completeMain(), ownWorkspace },
      variables: this.completeVariables(),
      outputs: { ownWorkspace },
      readme: { ...this.completeReadme(), ownWorkspace },
    });
    if (settings.xray.transactionSearchExample) {
      this.addTransactionSearch();
    }
  }

  /** `examples/transaction-search`: what an account needs, and no cluster does. */
  private addTransactionSearch(): void {
    const { requiredVersion, awsProviderVersion } = this.settings.terraform;
    const file = (name: string, view: View = {}) =>
      new TemplateFile(this.project, `examples/${TRANSACTION_SEARCH}/${name}`, view);
    file("main.tf");
    file("variables.tf");
    file("outputs.tf");
    file("versions.tf", { requiredVersion, awsProviderVersion });
    file("README.md", { needed: this.settings.xray.export === "otlp" });
  }

  private add(example: string, views: { main: View; variables?: View; outputs?: View; readme: View }): void {
    const { clusterName } = this.settings;
    const file = (name: string, view: View = {}) => new TemplateFile(this.project, `examples/${example}/${name}`, view);
    const helm = helmProvider(this.settings);
    file("main.tf", { ...views.main, helmProvider: helm.block, kubernetes: this.ownNamespace });
    file("variables.tf", {
      ...views.variables,
      prerequisite: prerequisite(this.settings),
      clusterName: clusterName === undefined ? [] : [{ name: clusterName }],
    });
    file("outputs.tf", views.outputs);
    file("README.md", { ...views.readme, cluster: clusterName ?? "my-cluster" });
    new TemplateFile(this.project, `examples/${example}/versions.tf`, this.providers(helm), "examples/versions.tf");
  }

  private providers({ version, why }: HelmProvider): View {
    const { requiredVersion, awsProviderVersion, kubernetesProviderVersion } = this.settings.terraform;
    const kubernetes = this.ownNamespace ? [{ version: kubernetesProviderVersion }] : [];
    return { requiredVersion, awsProviderVersion, helmProviderVersion: version, why, kubernetes };
  }

  /** Whether the module makes the namespace, for which it needs a provider of its own. */
  private get ownNamespace(): boolean {
    return this.settings.terraform.namespacePodSecurity !== undefined;
  }

  private completeMain(): View {
    const { sampling } = this.settings;
    const { group, needs } = samplingTier(this.settings);
    const { memoryLimitMib: ownMib } = needs;
    // Where the table is full before the memory is, more memory takes no more traces.
    const otherMib = sizing(this.settings).heldTraces < sampling.numTraces ? ownMib * 2 : ownMib;
    const memoryLimitMib = this.choice.of(`${group}.memoryLimitMib`, ownMib, otherMib);
    return {
      namespace: this.choice.of("namespace", this.settings.namespace, "observability"),
      samplingRatePercentage: this.choice.of("samplingRatePercentage", this.settings.samplingRatePercentage, 25),
      keepErrors: sampling.keepErrors,
      privateCluster: this.settings.egress.privateCluster,
      memoryLimitMib,
      memorySpikeLimitMib: needs.memorySpikeLimitMib,
      tracesPerSecond: sizing({ ...this.settings, [group]: { ...needs, memoryLimitMib } }).tracesPerSecond,
      where: group === "gateway" ? "a gateway" : "on a node",
      prefix: group === "gateway" ? "gateway_" : "",
    };
  }

  private completeVariables(): View {
    return {
      permissionsBoundaryArn: literal(this.settings.terraform.permissionsBoundaryArn ?? null),
      privateCluster: this.settings.egress.privateCluster,
      tags: literal(this.choice.tags({ component: "tracing" })),
      chartRepository: this.settings.collector.chartRepository,
      imageRepository: imageRepository(this.settings),
    };
  }

  private completeReadme(): View {
    const { chartVersion, collector, terraform } = this.settings;
    const registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    return {
      chartVersion,
      image:
        collector.imageDigest === undefined
          ? `the tag \`${imageTag(this.settings)}\``
          : `the digest \`${collector.imageDigest}\``,
      permissionsBoundaryArn: terraform.permissionsBoundaryArn ?? "arn:aws:iam::123456789012:policy/boundary",
      chartRepository: this.choice.of(
        "collector.chartRepository",
        collector.chartRepository,
        `oci://${registry}/charts`,
      ),
      imageRepository: this.choice.of(
        "collector.imageRepository",
        imageRepository(this.settings),
        `${registry}/opentelemetry-collector-contrib`,
      ),
    };
  }
}

/** What a cluster needs for its pods to have an identity in AWS. */
function prerequisite({ identity }: Settings): string {
  return identity === "irsa" ? "an IAM OIDC provider" : "the EKS Pod Identity Agent";
}

/** How an example configures the Helm provider, whose third version took a block away. */
interface HelmProvider {
  readonly block: string;
  readonly version: string;
  readonly why: string;
}

function helmProvider({ terraform }: Settings): HelmProvider {
  const range = terraform.helmProviderVersion;
  return allowsFrom(range, "3.0.0")
    ? {
        block: render("examples/helm-provider-3.tf", {}),
        version: fromMajor(range, 3),
        why: "The module takes what its own versions.tf says. This configuration of the provider is version 3's.",
      }
    : {
        block: render("examples/helm-provider-2.tf", {}),
        version: range,
        why: "The module takes what its own versions.tf says. This configuration of the provider is version 2's.",
      };
}
