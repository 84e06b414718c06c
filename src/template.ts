import { existsSync } from "node:fs";
import { join } from "node:path";
import { type FileBase, type Project, SampleFile } from "projen";
import { EditableFile } from "./editable-file";
import { render, type View } from "./render";
import { replaceFile } from "./replace-file";
import { SampleList } from "./repository/sample-list";
import { writing } from "./writing";

export { render, type View };

const MARKER = "marker";

/**
 * A managed file, rendered from the template of the same path.
 *
 * The template shows projen's marker as `<% marker %>`, in the comment syntax of its language.
 *
 * @throws Error when the template shows a name that the view lacks, or the view has one that the template does not show
 */
export class TemplateFile extends EditableFile {
  constructor(
    project: Project,
    path: string,
    private readonly view: View | (() => View) = {},
    private readonly template = path,
  ) {
    super(project, path);
  }

  protected original(): string {
    return renderWithMarker(this, this.template, typeof this.view === "function" ? this.view() : this.view);
  }
}

/** Renders a template that shows projen's marker; without one, when the project is ejected, its line is left out. */
export function renderWithMarker({ marker }: FileBase, template: string, view: View): string {
  const content = render(template, { ...view, [MARKER]: marker ?? MARKER });
  return marker ? content : content.replace(new RegExp(`^.*\\b${MARKER}\\b.*\n`, "m"), "");
}

/**
 * A file that is written once from the template of the same path, and then the user's.
 *
 * @throws Error like {@link TemplateFile}
 */
export class SampleTemplate extends SampleFile {
  constructor(
    project: Project,
    readonly path: string,
    view: View = {},
    template = path,
  ) {
    const contents = render(template, view);
    super(project, path, { contents });
    this.contents = contents;
    SampleList.of(project).add(path);
  }

  private readonly contents: string;

  /** Not again when it was deleted. In one step, for half of one would stay: what is there is the user's. */
  override synthesize(): void {
    if (this.isDue) {
      writing(this.path, () => replaceFile(this.file, this.contents));
    }
  }

  /** Whether it was never written. */
  get isDue(): boolean {
    return !SampleList.of(this.project).has(this.path) && !existsSync(this.file);
  }

  private get file(): string {
    return join(this.project.outdir, this.path);
  }
}
