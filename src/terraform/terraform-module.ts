import { Component, FileBase, type Project } from "projen";
import type { Settings } from "../settings/settings";
import { tracingModule } from "./module/tracing-module";

/** The Terraform module: what it needs, what it makes, what it tells. */
export class TerraformModule extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    for (const file of tracingModule(settings).files) {
      new HclTextFile(project, file.path, file.toHcl());
    }
  }
}

class HclTextFile extends FileBase {
  constructor(
    project: Project,
    path: string,
    private readonly content: string,
  ) {
    super(project, path);
  }

  protected synthesizeContent(): string {
    return this.marker ? `# ${this.marker}\n\n${this.content}` : this.content;
  }
}
