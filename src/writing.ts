import { UserError } from "./user-error";

/** Thrown when the system does not let a file be written while others are already. */
export class WriteError extends UserError {
  constructor(path: string, reason: string) {
    super(
      `eks-otel-tracing: ${path} can't be written: ${reason}. Some files are written, some are not, and nothing of yours is lost. Mend that, and run again: the next run does the rest.\n`,
    );
  }
}

/**
 * Runs what writes a file. The system's own error tells no file when it stops in the middle, as on a full disk.
 *
 * @throws WriteError with the file and the system's reason
 */
export function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw error instanceof Error && "syscall" in error ? new WriteError(path, error.message) : error;
  }
}
