/** A value with the reason for it, which is written as a comment above its key. */
export class Explained {
  constructor(
    readonly why: string,
    readonly value: unknown,
  ) {}
}
