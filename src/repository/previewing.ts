/** Set in a process that runs `.projenrc.ts` only to see what it would do: then nothing is told of what it does. */
export const PREVIEWING = Symbol.for("eks-otel-tracing.previewing");

/** Whether the files are written to a copy that somebody only looks at. */
export function isPreviewing(): boolean {
  return (globalThis as Record<symbol, unknown>)[PREVIEWING] === true;
}
