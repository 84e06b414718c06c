import { Component, type Project, type Task } from "projen";
import { MOCKS_SINCE } from "../settings/formats";
import type { Settings } from "../settings/settings";
import { isBefore, lowestAllowed } from "../settings/version-range";
import { TemplateFile } from "../template";

const TEST_SCRIPT = "tests/run.mjs";

/** `test` and `build`, which projen leaves empty: a task that does nothing says that all is well. */
export class ModuleTasks extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const lowest = lowestAllowed(settings.terraform.requiredVersion) ?? MOCKS_SINCE.terraform;
    const { terraform, tofu } = MOCKS_SINCE;
    new TemplateFile(project, TEST_SCRIPT, { olderAllowed: isBefore(lowest, tofu) ? [{ terraform, tofu }] : [] });
    project.testTask.execArgs(["node", TEST_SCRIPT], { receiveArgs: true });
  }

  /** What a template package has filled by now stays. */
  override preSynthesize(): void {
    const { project } = this;
    const { preCompileTask, compileTask, postCompileTask, testTask, packageTask } = project;
    project.removeTask(project.buildTask.name);
    const phases = [preCompileTask, compileTask, postCompileTask, testTask, packageTask];
    for (const task of phases.filter((phase) => this.isIdle(phase))) {
      project.removeTask(task.name);
    }
    const build = project.addTask("build", { description: "Write the generated files again, and test the module" });
    for (const task of [project.defaultTask, ...phases]) {
      if (task !== undefined && project.tasks.tryFind(task.name) !== undefined) {
        build.spawn(task);
      }
    }
  }

  private isIdle({ name, steps }: Task): boolean {
    return steps.length === 0 && !this.project.tasks.all.some((task) => task.steps.some(({ spawn }) => spawn === name));
  }
}
