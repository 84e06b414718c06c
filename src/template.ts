import * as mustache from "mustache";
import { type FileBase, type Project, SampleFile } from "projen";
import { EditableFile } from "./editable-file";
import { SampleList } from "./repository/sample-list";
import { templateSource } from "./template-source";

/** What a template shows, by name. A section takes a boolean, or a list of views. */
export interface View {
  readonly [name: string]: string | number | boolean | readonly View[];
}

// `{{ }}` is Helm's, `${{ }}` GitHub's, `${ }` and `%{ }` Terraform's.
const TAGS: [string, string] = ["<%", "%>"];
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
    super(project, path, { contents: render(template, view) });
    SampleList.of(project).add(path);
  }

  /** Not again when it was deleted. */
  override synthesize(): void {
    if (!SampleList.of(this.project).has(this.path)) {
      super.synthesize();
    }
  }
}

/**
 * Renders a template below `templates/`.
 *
 * What several templates share is a template of its own, shown as `<%> its/path %>`.
 */
export function render(path: string, view: View): string {
  const template = templateSource(path);
  const shown = names(mustache.parse(template, TAGS) as Token[]);
  const unused = Object.keys(view).filter((name) => !shown.has(name));
  if (unused.length > 0) {
    throw new Error(`templates/${path} does not show ${unused.join(", ")}`);
  }
  return new mustache.Writer().render(template, new StrictContext(view, path), templateSource, {
    tags: TAGS,
    escape: String,
  });
}

/** mustache renders a missing name as empty text; here it is an error. */
class StrictContext extends mustache.Context {
  constructor(
    view: unknown,
    private readonly path: string,
    parent?: mustache.Context,
  ) {
    super(view, parent);
  }

  override push(view: unknown): mustache.Context {
    return new StrictContext(view, this.path, this);
  }

  override lookup(name: string): unknown {
    const value = super.lookup(name);
    if (value === undefined || value === null) {
      throw new Error(`templates/${this.path} shows ${name}, which its view lacks`);
    }
    return value;
  }
}

/** mustache's parse tree: kind, name or text, start, end, and a section's children. */
type Token = [kind: string, name: string, start: number, end: number, children?: Token[]];

function names(tokens: Token[]): Set<string> {
  return new Set(
    tokens.flatMap(([kind, name, , , children]) => [
      ...(kind === "text" || kind === ">" ? [] : [name]),
      ...(kind === ">" ? names(mustache.parse(templateSource(name), TAGS) as Token[]) : []),
      ...(Array.isArray(children) ? names(children) : []),
    ]),
  );
}
