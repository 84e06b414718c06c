import type { FileBase, IResolver } from "projen";

/** What a text file will hold. JSON may hold values that only projen can resolve. */
export function contentOf(file: FileBase): string | undefined {
  const { synthesizeContent } = file as unknown as { synthesizeContent(resolver: IResolver): string | undefined };
  return synthesizeContent.call(file, { resolve: (value) => value });
}
