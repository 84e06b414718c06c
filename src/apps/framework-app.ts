import { Component, type Project } from "projen";
import { image } from "../collector/collector-image";
import { applicationEnvironment, clusterEnvironment, OTLP_GRPC_PORT } from "../collector/endpoints";
import { caConfigMap, withoutReason, withReason } from "../collector/environment-view";
import { collectorFacts } from "../collector/facts/collector-facts";
import { LOCAL_COLLECTOR_HOST, localCollectorConfigView } from "../collector/local-collector";
import { VIEWER } from "../collector/viewer";
import { keptTraces } from "../repository/kept-traces";
import type { Settings } from "../settings/settings";
import { SampleTemplate, TemplateFile, type View } from "../template";
import { APP_PORT, type Framework } from "./framework";

const HEALTH_CHECK = "/healthz";

/** The example application of one framework: a checkout service that calls a payments service. */
export class FrameworkApp extends Component {
  private readonly directory: string;
  private readonly checkout: string;
  private readonly payments: string;

  constructor(
    project: Project,
    private readonly settings: Settings,
    private readonly framework: Framework,
  ) {
    super(project);
    this.directory = directoryOf(framework);
    this.checkout = `${framework.name}-checkout`;
    this.payments = `${framework.name}-payments`;

    for (const source of framework.sources) {
      new SampleTemplate(project, `${this.directory}/${source}`);
    }
    project.gitignore.exclude(...(framework.ignored ?? []).map((pattern) => `/${this.directory}/${pattern}`));
    this.sample("kustomization.yaml", { framework: framework.name });
    this.managed("kubernetes.yaml", this.manifest(), "examples/apps/kubernetes.yaml");
    this.managed("compose.yaml", this.compose(), "examples/apps/compose.yaml");
    this.managed("collector-config.yaml", localCollectorConfigView(settings), "examples/apps/collector-config.yaml");
    this.managed("Dockerfile", { ...framework.dockerfile, userId: framework.userId, port: APP_PORT });
    this.managed(".dockerignore");
    this.managed("README.md", this.readme());
  }

  private sample(file: string, view: View): void {
    new SampleTemplate(this.project, `${this.directory}/${file}`, view, `examples/apps/${file}`);
  }

  private managed(file: string, view: View = {}, template?: string): void {
    new TemplateFile(this.project, `${this.directory}/${file}`, view, template);
  }

  private manifest(): View {
    const { settings, framework } = this;
    const ca = caConfigMap(settings);
    return {
      ...this.services(),
      mounts: ca.length > 0 || (framework.temporaryFiles ?? false),
      caConfigMap: ca,
      environment: clusterEnvironment(settings).map(withReason),
      ownEnvironment: framework.environment.map(withReason),
      userId: framework.userId,
      memory: framework.memory,
    };
  }

  private compose(): View {
    const { settings, framework } = this;
    return {
      ...this.services(),
      environment: applicationEnvironment(LOCAL_COLLECTOR_HOST, { metrics: false }).map(withoutReason),
      ownEnvironment: framework.environment.map(withoutReason),
      collector: LOCAL_COLLECTOR_HOST,
      collectorImage: image(settings),
      viewer: VIEWER.host,
      viewerImage: VIEWER.image,
      viewerPort: VIEWER.port,
    };
  }

  /** What the two services are, wherever they run. */
  private services(): View {
    const { framework, checkout, payments } = this;
    return {
      framework: framework.name,
      services: [
        { service: checkout, callsPayments: true },
        { service: payments, callsPayments: false },
      ],
      payments,
      slowPaymentMs: this.slowPaymentMs,
      port: APP_PORT,
      temporaryFiles: framework.temporaryFiles ?? false,
    };
  }

  private readme(): View {
    const { settings, framework } = this;
    const { collectorVersion } = settings;
    const { readsStableHttpAttributes } = collectorFacts(collectorVersion);
    return {
      ...framework.readme,
      ...keptTraces(settings),
      healthzDropped: settings.dropHealthChecks.includes(HEALTH_CHECK),
      slowPaymentMs: this.slowPaymentMs,
      httpMissing: framework.newHttpAttributes && !readsStableHttpAttributes ? [{ collectorVersion }] : [],
      decisionWaitSeconds: settings.sampling.decisionWaitSeconds,
      ...this.collectorToSendTo(),
      localEnvironment: applicationEnvironment("localhost", { metrics: false })
        .map(({ name, value }) => `${name}=${value}`)
        .join(" \\\n  "),
      ownEnvironment: framework.environment.map(({ name, value, localValue = value }) => ({ name, value: localValue })),
      checkout: this.checkout,
      port: APP_PORT,
      viewerPort: VIEWER.port,
    };
  }

  /** A collector for a process outside of the cluster. One with a certificate has it for another name than localhost. */
  private collectorToSendTo(): View {
    const { collector, namespace } = this.settings;
    return collector.tls === undefined
      ? {
          goodCollector: "the cluster's own",
          collectorCommand: `kubectl --namespace ${namespace} port-forward service/${collector.releaseName} ${OTLP_GRPC_PORT}`,
        }
      : {
          goodCollector: "that of compose.yaml",
          collectorCommand: `docker compose run --rm --publish 127.0.0.1:${OTLP_GRPC_PORT}:${OTLP_GRPC_PORT} ${LOCAL_COLLECTOR_HOST}`,
        };
  }

  /** Longer than the threshold, so that a slow payment is a slow trace. */
  private get slowPaymentMs(): number {
    return this.settings.sampling.latencyThresholdMs + 200;
  }
}

/** Where the example of a framework lies in the repository. */
export function directoryOf({ name }: Framework): string {
  return `examples/apps/${name}`;
}
