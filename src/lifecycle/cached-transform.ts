import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What jiti asks of its compiler. */
export interface TransformOptions {
  readonly source: string;
  readonly filename?: string;
}

export type Transform = (options: TransformOptions) => { code: string; error?: unknown };

/**
 * jiti's own compiler, with a cache by text. jiti's is by path, so that it would know no copy of a repository, and keep an entry of
 * each for ever. Loading the compiler takes as long as a synthesis.
 *
 * @param jiti - path of jiti's main file
 * @param cache - a directory that is made when it is needed
 */
export function cachedTransform(jiti: string, cache: string): Transform {
  return (options) => {
    const { filename: _copy, ...rest } = options;
    const key = createHash("sha256")
      .update(JSON.stringify([jiti, rest]))
      .digest("hex")
      .slice(0, 32);
    const file = join(cache, `${key}.cjs`);
    if (existsSync(file)) {
      return { code: readFileSync(file, "utf8") };
    }
    const compiled: ReturnType<Transform> = createRequire(jiti)(join(dirname(jiti), "../dist/babel.cjs"))(options);
    if (compiled.error === undefined) {
      keep(file, compiled.code);
    }
    return compiled;
  };
}

/** In one step, for another process may read it. A cache that can't be written is none. */
function keep(file: string, code: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // It is compiled again.
  }
}
