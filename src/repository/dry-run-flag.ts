import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Component } from "projen";
import { UserError } from "../user-error";

/**
 * Refuses `npx projen --dry-run`, which would write: projen ignores flags that it does not know, and does not hand them on.
 *
 * So they are read from its command line, where the platform shows it: on Linux and macOS.
 */
export class DryRunFlag extends Component {
  override preSynthesize(): void {
    if (/(^|\s)--dry-run(=|\s|$)/.test(commandLine(process.ppid))) {
      throw new UserError(
        "eks-otel-tracing: projen has no --dry-run, nothing was written.\n\nnpx projen preview shows what would change.\n",
      );
    }
  }
}

/** Arguments with spaces between them; nothing where that is not told. */
function commandLine(pid: number): string {
  try {
    switch (process.platform) {
      case "linux":
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      case "darwin":
        return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" });
      default:
        return "";
    }
  } catch {
    return "";
  }
}
