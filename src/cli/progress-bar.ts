const WIDTH = 30;

/** One line on a terminal that is written over. Elsewhere, such as in a log, nothing. */
export class ProgressBar {
  constructor(
    private readonly stream: Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean; columns?: number },
    private readonly total: number,
  ) {}

  show(done: number, what: string): void {
    const filled = Math.round((done / this.total) * WIDTH);
    const line = `[${"#".repeat(filled)}${"-".repeat(WIDTH - filled)}] ${done}/${this.total} ${what}`;
    this.over(line.slice(0, (this.stream.columns ?? 80) - 1));
  }

  clear(): void {
    this.over("");
  }

  private over(line: string): void {
    if (this.stream.isTTY) {
      // Back to the first column, and what was there is erased.
      this.stream.write(`\r\u001b[K${line}`);
    }
  }
}
