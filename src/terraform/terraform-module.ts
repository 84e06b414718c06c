import { Component, type Project } from "projen";
import { EditableFile } from "../editable-file";
import type { Settings } from "../settings/settings";
import type { HclFile } from "./hcl/hcl-file";
import { tracingModule } from "./module/tracing-module";

/** The Terraform module: what it needs, what it makes, what it tells. */
export class TerraformModule extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    for (const file of tracingModule(settings).files) {
      new HclTextFile(project, file);
    }
  }
}

class HclTextFile extends EditableFile {
  constructor(
    project: Project,
    private readonly file: HclFile,
  ) {
    super(project, file.path);
  }

  protected original(): string {
    const content = this.file.toHcl();
    return this.marker ? `# ${this.marker}\n\n${content}` : content;
  }
}
