/** Who decides what is in a generated file. */
export interface Owner {
  /** A package, or the file of the repository that generates it, such as `.projenrc.ts`. */
  readonly package: string;
  /** The class within the package that generates it, such as `ModuleReadme`. */
  readonly component?: string;
}

/** A file that a regeneration writes, or would. */
export interface GeneratedFile {
  /** Relative to the repository, with slashes. */
  readonly path: string;
  /** A managed file is written on each run, a sample once. */
  readonly kind: "managed" | "sample";
  readonly owner: Owner;
}
