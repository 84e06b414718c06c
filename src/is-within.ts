import { isAbsolute, relative, resolve, sep } from "node:path";

/** Whether a path, absolute or from the directory, is one of something in it. */
export function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, resolve(directory, path));
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
