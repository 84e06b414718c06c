import type { FileBase, Project } from "projen";
import { EditableFile } from "../editable-file";
import { UserError } from "../user-error";
import { appendToSection, removeSection, replaceSection, sectionAdded } from "./markdown-sections";

/**
 * Changes to the text of one generated file. They are made when the file is written, one after the other.
 *
 * A change that is not possible, because the file has no such text or section, is an error: it is how you learn that a new
 * version of the generator has changed what you changed.
 */
export class TextFileEdits {
  /** @internal */
  public static _of(project: Project, path: string): TextFileEdits {
    const file = project.tryFindFile(path);
    if (!(file instanceof EditableFile)) {
      throw new UserError(`eks-otel-tracing: ${path} ${reason(project, file)}\n`);
    }
    return new TextFileEdits(file, path);
  }

  private constructor(
    private readonly file: EditableFile,
    /** Path of the file. */
    public readonly path: string,
  ) {}

  /**
   * Replaces a passage.
   *
   * @param passage - text as it stands in the file, which has it once; it may have several lines
   * @param replacement - text in its place
   */
  public replace(passage: string, replacement: string): void {
    this.edit((text) => {
      const count = passage === "" ? 0 : text.split(passage).length - 1;
      if (count !== 1) {
        throw new Error(`has ${count === 0 ? "no" : count} "${passage}", where it should be once`);
      }
      return text.replace(passage, () => replacement);
    });
  }

  /**
   * Adds a section to a Markdown file.
   *
   * @param title - its heading, without `#`
   * @param body - what stands below
   * @param after - heading of the section that it follows, on the same level. At the end of the file when left out
   */
  public addSection(title: string, body: string, after?: string): void {
    this.edit((text) => sectionAdded(text, title, body, after));
  }

  /**
   * Replaces what stands below a heading of a Markdown file, its subsections too.
   *
   * @param title - the heading, without `#`
   * @param body - what stands below from now on
   */
  public replaceSection(title: string, body: string): void {
    this.edit((text) => replaceSection(text, title, body));
  }

  /**
   * Adds to the end of a section of a Markdown file.
   *
   * @param title - the heading, without `#`
   * @param body - what is added
   */
  public appendToSection(title: string, body: string): void {
    this.edit((text) => appendToSection(text, title, body));
  }

  /**
   * Removes a section of a Markdown file, with its subsections.
   *
   * @param title - the heading, without `#`
   */
  public removeSection(title: string): void {
    this.edit((text) => removeSection(text, title));
  }

  private edit(change: (text: string) => string): void {
    this.file.edit((text) => {
      try {
        return change(text);
      } catch (error) {
        throw new UserError(
          `eks-otel-tracing: ${this.path} ${(error as Error).message}. Nothing was written. The change comes from .projenrc.ts or the template's class.\n`,
        );
      }
    });
  }
}

function reason(project: Project, found: FileBase | undefined): string {
  if (found) {
    return `is a ${found.constructor.name}: change it by the methods that tryFindFile() or tryFindObjectFile() gives, or replace it after tryRemoveFile().`;
  }
  const paths = project.files.filter((file) => file instanceof EditableFile).map(({ path }) => path);
  return `is not generated. These texts are: ${paths.join(", ")}`;
}
