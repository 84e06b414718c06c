import { FileBase } from "projen";

/** A managed text file that may be changed in its text until it is written. */
export abstract class EditableFile extends FileBase {
  private readonly edits: ((text: string) => string)[] = [];

  /** Changes the text when the file is written, after the changes before. A change that is not possible throws. */
  edit(change: (text: string) => string): void {
    this.edits.push(change);
  }

  /** The text as it will be written. */
  text(): string {
    return this.edits.reduce((text, change) => change(text), this.original());
  }

  /** Changes that are not possible stop the run before any file is written. */
  override preSynthesize(): void {
    if (this.edits.length > 0) {
      this.text();
    }
  }

  protected synthesizeContent(): string {
    return this.text();
  }

  protected abstract original(): string;
}
