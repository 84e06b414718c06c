import { posix, win32 } from "node:path";
import { fileURLToPath } from "node:url";

const ON_WINDOWS = process.platform === "win32";

/** The file of a module as the system writes its path: native modules are known by their URLs, and jiti has slashes on Windows too. */
export function moduleFile(name: string, windows = ON_WINDOWS): string {
  const file = name.startsWith("file:") ? fileURLToPath(name, { windows }) : name;
  return (windows ? win32 : posix).normalize(file);
}

/** Path of a repository's own module, with slashes; nothing when it is one of a package, or lies elsewhere. */
export function ownPath(directory: string, name: string, windows = ON_WINDOWS): string | undefined {
  const { sep } = windows ? win32 : posix;
  const file = moduleFile(name, windows);
  return file.startsWith(directory + sep) && !file.includes(`${sep}node_modules${sep}`)
    ? file.slice(directory.length + 1).replaceAll(sep, "/")
    : undefined;
}
