import { spawnSync } from "node:child_process";

/** What came of a run of git. */
export interface GitRun {
  /** Why git could not be started; nothing when it could. */
  readonly error?: Error;
  /** 0 when it has done what it was asked. */
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git in a directory, and gives whatever comes of it. */
export function git(directory: string, ...args: string[]): GitRun {
  // Lists of a large repository, and files of it, are more than Node takes by itself.
  const options = { cwd: directory, env: process.env, maxBuffer: 64 * 1024 * 1024 };
  const { error, status, stdout, stderr } = spawnSync("git", args, options);
  return { error, status, stdout: stdout ?? Buffer.alloc(0), stderr: stderr?.toString("utf8") ?? "" };
}
