import * as mustache from "mustache";
import { templateSource } from "./template-source";

/** What a template shows, by name. A section takes a boolean, or a list of views. */
export interface View {
  readonly [name: string]: string | number | boolean | readonly View[];
}

// `{{ }}` is Helm's, `${{ }}` GitHub's, `${ }` and `%{ }` Terraform's.
const TAGS: [string, string] = ["<%", "%>"];

// It keeps what it has parsed, which is most of the work of rendering.
const WRITER = new mustache.Writer();

/**
 * Renders a template below `templates/`.
 *
 * What several templates share is a template of its own, shown as `<%> its/path %>`.
 */
export function render(path: string, view: View): string {
  const template = templateSource(path);
  const shown = names(WRITER.parse(template, TAGS) as Token[]);
  const unused = Object.keys(view).filter((name) => !shown.has(name));
  if (unused.length > 0) {
    throw new Error(`templates/${path} does not show ${unused.join(", ")}`);
  }
  return WRITER.render(template, new StrictContext(view, path), templateSource, {
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
      ...(kind === ">" ? names(WRITER.parse(templateSource(name), TAGS) as Token[]) : []),
      ...(Array.isArray(children) ? names(children) : []),
    ]),
  );
}
