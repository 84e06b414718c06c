import { type SpawnSyncReturns, spawnSync } from "node:child_process";

/** Runs npm in a directory, and gives whatever comes of it. No argument may have a character that means something to a shell. */
export function npm(directory: string, ...args: string[]): SpawnSyncReturns<string> {
  const { program, given, shell } = npmCommand(args);
  return spawnSync(program, given, { cwd: directory, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, shell });
}

/** npm is a script on Windows, which only a shell can run. Node warns of arguments beside a shell, so they are one line. */
export function npmCommand(args: readonly string[], platform = process.platform) {
  return platform === "win32"
    ? { program: ["npm", ...args].join(" "), given: [], shell: true }
    : { program: "npm", given: [...args], shell: false };
}
