import { Component, type Project } from "projen";
import { clusterEnvironment } from "../collector/endpoints";
import { caConfigMap, withReason } from "../collector/environment-view";
import { keptTraces } from "../repository/kept-traces";
import type { Settings } from "../settings/settings";
import { TemplateFile } from "../template";
import { frameworks } from "./frameworks";

/** What is not known of an application that exists. */
const YOURS = { container: "app", service: "my-service" } as const;

/** What an application that exists has to take over, for each framework that the options name. */
export class ExistingApps extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    for (const { name, environment, dependencies } of frameworks(settings.existingApps)) {
      const directory = `examples/existing-apps/${name}`;
      new TemplateFile(project, `${directory}/README.md`, {
        ...dependencies,
        failed: keptTraces(settings).failed,
        decisionWaitSeconds: settings.sampling.decisionWaitSeconds,
      });
      new TemplateFile(
        project,
        `${directory}/deployment-patch.yaml`,
        {
          ...YOURS,
          environment: clusterEnvironment(settings).map(withReason),
          ownEnvironment: environment.map(withReason),
          caConfigMap: caConfigMap(settings),
        },
        "examples/existing-apps/deployment-patch.yaml",
      );
    }
  }
}
