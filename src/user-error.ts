import { inspect } from "node:util";

/** The same in every copy of this file: the project type and the command line are two bundles. */
const BRAND = Symbol.for("eks-otel-tracing.user-error");

/** A mistake of the user's, told in the user's words. It prints as its message alone, without a stack trace. */
export class UserError extends Error {
  /** In place of `instanceof`, which knows only the class of its own bundle. */
  static is(error: unknown): error is UserError {
    return error instanceof Error && BRAND in error;
  }

  readonly [BRAND] = true;

  constructor(message: string) {
    super(message);
    this.stack = message;
  }

  [inspect.custom](): string {
    return this.message;
  }
}
