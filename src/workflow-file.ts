import { isDeepStrictEqual } from "node:util";
import { type IResolver, type JsonPatch, ObjectFile, type Project } from "projen";
import { type Document, isMap, isSeq, parse, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { renderWithMarker, type View } from "./template";

/**
 * A managed YAML file, rendered from the template of the same path, that projen's `addOverride` and `patch` change.
 *
 * As long as nobody does, the text is the template's. Of a changed one, comments and layout stay wherever the values do.
 */
export class WorkflowFile extends ObjectFile {
  private isChanged = false;

  constructor(
    project: Project,
    path: string,
    private readonly view: View,
  ) {
    super(project, path, { obj: () => parse(this.original()) });
  }

  override addOverride(path: string, value: unknown): void {
    this.isChanged = true;
    super.addOverride(path, value);
  }

  override addToArray(path: string, ...values: unknown[]): void {
    this.isChanged = true;
    super.addToArray(path, ...values);
  }

  override patch(...patches: JsonPatch[]): void {
    this.isChanged = true;
    super.patch(...patches);
  }

  /** A patch that is not possible stops the run before any file is written. */
  override preSynthesize(): void {
    if (this.isChanged) {
      this.synthesizeContent({ resolve: (value) => (typeof value === "function" ? value() : value) });
    }
  }

  protected override synthesizeContent(resolver: IResolver): string | undefined {
    const text = this.original();
    if (!this.isChanged) {
      return text;
    }
    const json = super.synthesizeContent(resolver);
    if (json === undefined) {
      return undefined;
    }
    const document = parseDocument(text);
    update(document, [], document.toJS(), JSON.parse(json));
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  }

  private original(): string {
    return renderWithMarker(this, this.path, this.view);
  }
}

/** Changes a document where two values differ, and nowhere else. */
function update(document: Document, path: (string | number)[], before: unknown, after: unknown): void {
  if (isDeepStrictEqual(before, after)) {
    return;
  }
  const node = document.getIn(path, true);
  if (isMap(node) && isObject(before) && isObject(after)) {
    updateMap(document, node, path, before, after);
  } else if (isSeq(node) && Array.isArray(before) && Array.isArray(after)) {
    updateSequence(document, node, path, before, after);
  } else {
    document.setIn(path, document.createNode(after));
  }
}

function updateMap(document: Document, node: YAMLMap, path: (string | number)[], before: Values, after: Values): void {
  for (const key of Object.keys(before).filter((key) => !(key in after))) {
    node.delete(key);
  }
  for (const [key, value] of Object.entries(after)) {
    update(document, [...path, key], before[key], value);
  }
}

/** What is the same at either end stays, with its comments. */
function updateSequence(
  document: Document,
  node: YAMLSeq,
  path: (string | number)[],
  before: unknown[],
  after: unknown[],
): void {
  if (before.length === after.length) {
    for (const [index, value] of after.entries()) {
      update(document, [...path, index], before[index], value);
    }
    return;
  }
  // One of them is over before the other.
  let start = 0;
  while (isDeepStrictEqual(before[start], after[start])) {
    start++;
  }
  const left = Math.min(before.length, after.length) - start;
  let end = 0;
  while (end < left && isDeepStrictEqual(before.at(-1 - end), after.at(-1 - end))) {
    end++;
  }
  const added = after.slice(start, after.length - end).map((value) => document.createNode(value));
  node.items.splice(start, before.length - end - start, ...added);
}

type Values = Record<string, unknown>;

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
