import { inspect } from "node:util";

/** A mistake of the user's, told in the user's words. It prints as its message alone, without a stack trace. */
export class UserError extends Error {
  constructor(message: string) {
    super(message);
    this.stack = message;
  }

  [inspect.custom](): string {
    return this.message;
  }
}
