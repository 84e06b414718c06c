import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readdir, readFile, rename, rm, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { homedir, hostname } from "node:os";
import { basename, dirname, join, relative } from "node:path";

/** How often the holder of a lock says that it is alive, and how often one who waits looks, in milliseconds. */
const heartbeat = 5_000;
const pollInterval = 500;

/** A lock without a heartbeat for so long, in milliseconds, belongs to nobody: its holder was killed, or its machine is gone. */
const abandonedAfter = 60_000;

/**
 * Where built tools are kept, shared by every clone: EKS_OTEL_TRACING_TOOLS_DIR, else
 * `$XDG_CACHE_HOME/eks-otel-tracing/tools`, else `~/.cache/eks-otel-tracing/tools`.
 */
export function cacheDirectory(): string {
  return (
    process.env.EKS_OTEL_TRACING_TOOLS_DIR ||
    join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "eks-otel-tracing", "tools")
  );
}

/** A short key that changes when one of the facts does. */
export function keyOf(facts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12);
}

/** Name and content of every file of a folder, as facts for a key. What a package manager put there does not count. */
export async function filesAsFacts(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(folder, file).includes("node_modules"))
    .sort();
  const contents = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return files.flatMap((file, index) => [relative(folder, file), contents[index]]);
}

/**
 * Makes sure that a directory of the cache exists, filled by `fill`, and never half filled: it is filled beside and
 * then renamed. Of several processes that want the same directory one fills it, and the others wait.
 *
 * @returns whether it was this call that filled it
 * @throws what `fill` throws; nothing is left behind then
 */
export async function ensureDirectory(directory: string, fill: (empty: string) => Promise<void>): Promise<boolean> {
  if (existsSync(directory)) {
    return false;
  }
  await mkdir(dirname(directory), { recursive: true });
  return withLock(`${directory}.lock`, async () => {
    if (existsSync(directory)) {
      return false;
    }
    await removeLeftovers(directory);
    const building = `${directory}.building-${randomUUID()}`;
    await mkdir(building);
    try {
      await fill(building);
      await rename(building, directory);
    } catch (error) {
      await rm(building, { recursive: true, force: true });
      throw error;
    }
    return true;
  });
}

/** What processes that were killed had begun: who holds the lock is the only one who builds. */
async function removeLeftovers(directory: string): Promise<void> {
  const parent = dirname(directory);
  const leftovers = (await readdir(parent)).filter((entry) => entry.startsWith(`${basename(directory)}.building-`));
  await Promise.all(leftovers.map((entry) => rm(join(parent, entry), { recursive: true, force: true })));
}

async function withLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  await acquire(lock);
  const alive = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => {}); // a lost heartbeat is not worth a failed build
  }, heartbeat);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    await rm(lock, { force: true });
  }
}

async function acquire(lock: string): Promise<void> {
  // A link appears with its content, so nobody sees a lock without its holder.
  const claim = `${lock}.${randomUUID()}`;
  await writeFile(claim, JSON.stringify({ host: hostname(), pid: process.pid }));
  try {
    for (;;) {
      try {
        await link(claim, lock);
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
          throw error;
        }
      }
      if (await isAbandoned(lock)) {
        await takeAway(lock);
      } else {
        await new Promise((resolve) => setTimeout(resolve, pollInterval));
      }
    }
  } finally {
    await unlink(claim);
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(lock);
    const holder = JSON.parse(await readFile(lock, "utf8"));
    return (holder.host === hostname() && !isRunning(holder.pid)) || Date.now() - mtimeMs > abandonedAfter;
  } catch {
    return false; // released in this moment: the next attempt gets it
  }
}

/** Renaming succeeds for one of several waiting processes; who comes late and caught a fresh lock gives it back. */
async function takeAway(lock: string): Promise<void> {
  const taken = `${lock}.${randomUUID()}`;
  try {
    await rename(lock, taken);
  } catch {
    return; // another one was faster
  }
  if (!(await isAbandoned(taken))) {
    await link(taken, lock).catch(() => {});
  }
  await unlink(taken);
}

/** Whether there is a process of this number. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
