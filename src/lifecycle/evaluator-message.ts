import type { GeneratedFile } from "./generated-file";
import type { TreeChange } from "./tree-change";
import type { FileChange } from "./upgrade/repository-draft";

/** What is asked of an evaluating process: one repository. */
export interface EvaluationRequest {
  /** The repository. Nothing in it is changed. */
  readonly directory: string;
  /** An empty directory for its copy, which is removed again. */
  readonly at: string;
  /** Packages to generate with. @default - those of the repository */
  readonly nodeModules?: string;
  /** Whether what is found out is only looked at, and not written to the repository afterwards. */
  readonly preview: boolean;
  /** What is changed in the copy before it is generated. @default - nothing */
  readonly edits?: readonly FileChange[];
  /** Whether the lock file follows what is generated, which asks npm's registry. @default false */
  readonly lock?: boolean;
}

/** What a regeneration does to a repository. */
export interface Evaluation {
  readonly changes: readonly TreeChange[];
  readonly generated: readonly GeneratedFile[];
}

/** The answer of an evaluating process. */
export type EvaluationResponse =
  | { readonly evaluation: Evaluation; readonly rssMib: number }
  | {
      readonly failure: {
        readonly message: string;
        readonly stack?: string;
        /** Whether the message says all. */
        readonly user: boolean;
      };
      readonly rssMib: number;
    };
