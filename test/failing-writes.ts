import fs = require("node:fs");

/** What changes a file system, as this package and projen do it. */
const CHANGES = ["chmodSync", "mkdirSync", "renameSync", "rmSync", "symlinkSync", "writeFileSync"] as const;
type Change = (typeof CHANGES)[number];

/** One change fails alone, as on a disk that is full for a moment, or all from it on do, as when the process is killed. */
export type Failure = "once" | "from then on";

/**
 * Runs something that is to fail at its nth change of the file system, counted from 1; a file is half written then.
 *
 * @param counted - the changes that are counted
 * @returns what it threw; nothing when it made fewer changes
 */
export function failingAt(
  n: number,
  failure: Failure,
  run: () => void,
  counted: readonly Change[] = CHANGES,
): Error | undefined {
  let changes = 0;
  const spies = CHANGES.map((name) => {
    const change = fs[name] as (...args: unknown[]) => unknown;
    return jest.spyOn(fs, name as "writeFileSync").mockImplementation((path, content, ...rest) => {
      changes += counted.includes(name) && (changes < n || failure === "once") ? 1 : 0;
      const isThisOne = changes === n && counted.includes(name);
      if (!isThisOne && !(changes >= n && failure === "from then on")) {
        return change(path, content, ...rest) as undefined;
      }
      if (isThisOne && name === "writeFileSync") {
        const bytes = Buffer.from(content as string);
        change(path, bytes.subarray(0, bytes.length / 2));
      }
      throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: "ENOSPC", syscall: name });
    });
  });
  try {
    run();
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    for (const spy of spies) {
      spy.mockRestore();
    }
  }
}
