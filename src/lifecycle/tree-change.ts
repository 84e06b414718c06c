/** A file as git sees it: its bytes, and whether it can be executed. A link has its target for content. */
export interface FileState {
  readonly content: Buffer;
  readonly mode: "100644" | "100755" | "120000";
  /** The lower nine bits, of which git keeps one. Managed files can't be written. */
  readonly permissions: number;
}

/** One file whose content changes. */
export interface ContentChange {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  readonly change: "created" | "modified" | "removed";
  /** What was there; nothing when the file is created. */
  readonly before?: Pick<FileState, "content">;
  /** What is there afterwards; nothing when the file is removed. */
  readonly after?: Pick<FileState, "content">;
}

/** One file that a regeneration changes. */
export interface TreeChange extends ContentChange {
  /** What is there; nothing when the file is created. */
  readonly before?: FileState;
  /** What would be there; nothing when the file is removed. */
  readonly after?: FileState;
}

/** By path, in the order of bytes, which is the same in every locale. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
