import { Component, type FileBase, type IResolver, License, type Project, TextFile } from "projen";
import { markdownCode } from "../markdown-code";
import type { Settings } from "../settings/settings";
import { samplingTier } from "../settings/tiers";
import { SampleTemplate, TemplateFile, type View } from "../template";
import { copyrightOwner, hasNotice, noticeLines } from "./notice";
import { otherAccountSection } from "./other-account";
import { TYPESCRIPT_VERSION } from "./projen-toolchain";
import { templatePackages } from "./template-package";

/** State, plans and credentials of Terraform. A module leaves the choice of provider versions to whoever uses it. */
const TERRAFORM_IGNORES = [
  ".terraform/",
  ".terraform.lock.hcl",
  "*.tfstate",
  "*.tfstate.*",
  "*.tfplan",
  "*.tfvars",
  "*.tfvars.json",
  "crash.log",
  "crash.*.log",
];

/** What every repository has: licence, owners, editor and linter settings, and how to contribute and report. */
export class RepositoryStandards extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const { securityContact, defaultBranch, npmRegistry, npmTokenSecret } = settings.repository;
    project.gitignore.addPatterns(...TERRAFORM_IGNORES, "node_modules/");
    project.gitattributes.addAttributes("*.yaml.tpl", "linguist-language=YAML");
    new TemplateFile(project, ".editorconfig");
    new TemplateFile(project, ".tflint.hcl");
    new TemplateFile(project, "CONTRIBUTING.md", {
      typescriptVersion: TYPESCRIPT_VERSION,
      template: templateText(project),
      branch: defaultBranch === "main" ? "the main branch" : `the branch \`${defaultBranch}\``,
      npmToken: npmRegistry !== undefined && npmTokenSecret !== undefined ? [{ registry: `<${npmRegistry}>` }] : [],
    });
    new TemplateFile(project, "SECURITY.md", {
      how:
        securityContact === undefined
          ? "with **Report a vulnerability** on this repository's *Security* tab"
          : `to <${securityContact}>`,
      namespace: settings.namespace,
      serviceAccount: samplingTier(settings).releaseName,
      gateway: settings.topology === "gateway",
      ...tlsView(settings),
      otherAccount: otherAccountSection(settings).map(({ roles, data }) => ({ roles, data })),
      noXray: settings.xray.export === "none",
      kept: KEPT[settings.xray.export],
      backends: settings.otlpExporters.length === 0 ? [] : [{ text: backendNames(settings) }],
    });
    new SampleTemplate(project, "CHANGELOG.md");
    this.addLicense(settings);
    this.addCodeOwners(settings.repository.codeOwners);
  }

  /** GitHub folds the diff of a generated file away, but a change of the module is there to be read. */
  override preSynthesize(): void {
    endWithNewline(this.project.gitattributes);
    for (const { path } of this.project.files.filter(({ path }) => /\.(tf|tpl|hcl)$/.test(path))) {
      this.project.gitattributes.removeAttributes(`/${path}`, "linguist-generated");
    }
  }

  private addLicense(settings: Settings): void {
    const { license, copyrightPeriod } = settings.repository;
    if (license === "UNLICENSED") {
      return;
    }
    new StableLicense(this.project, {
      spdx: license,
      // projen puts it in by String.replace, which takes `$` and what follows for a reference to the match.
      copyrightOwner: copyrightOwner(settings).replaceAll("$", "$$$$"),
      // projen would take the year from the clock, and every January would change the file.
      copyrightPeriod: copyrightPeriod ?? "",
    });
    if (hasNotice(settings)) {
      new TextFile(this.project, "NOTICE", { lines: noticeLines(settings) });
    }
  }

  private addCodeOwners(owners: readonly string[]): void {
    if (owners.length > 0) {
      new TemplateFile(this.project, ".github/CODEOWNERS", { owners: owners.join(" ") });
    }
  }
}

/** How long spans stay where they go. */
const KEPT = {
  awsxray: "X-Ray keeps them for 30 days",
  otlp: "they are in the log group `aws/spans`, which keeps them as long as its retention says",
  none: "backends keep them, and whoever may read there sees them",
} as const;

/** Between whom TLS is spoken. */
function tlsView({ collector, gateway }: Settings): View {
  return {
    tls: collector.tls !== undefined,
    anyTls: (collector.tls ?? gateway.tls) !== undefined,
    gatewayTls:
      gateway.tls === undefined
        ? "in the clear, and every pod can send them there"
        : gateway.tls.clientSecretName === undefined
          ? "over TLS, and every pod can send them there"
          : "over TLS, and the gateway takes them from nobody without a certificate of the agents' CA",
  };
}

/** projen writes `.gitattributes` without the newline at its end that `.editorconfig` asks for. */
function endWithNewline(file: FileBase): void {
  const content = file as unknown as { synthesizeContent(resolver: IResolver): string | undefined };
  const written = content.synthesizeContent;
  content.synthesizeContent = (resolver) => written.call(file, resolver)?.replace(/\n*$/, "\n");
}

/** The package to which a change of the template goes. Only ours is known to be on npm's own site. */
function templateText(project: Project): string {
  const { template, generator } = templatePackages(project);
  return template.name === generator.name
    ? `[${template.name}](https://www.npmjs.com/package/${template.name})`
    : `\`${template.name}\``;
}

/** A licence that may have no year. */
class StableLicense extends License {
  protected override synthesizeContent(...args: Parameters<License["synthesizeContent"]>): string | undefined {
    return super.synthesizeContent(...args)?.replace("(c)  ", "(c) ");
  }
}

/** The hosts that get what is kept beside AWS. */
function backendNames({ otlpExporters }: Settings): string {
  return [...new Set(otlpExporters.map(({ endpoint }) => markdownCode(new URL(endpoint).host)))].join(", ");
}
