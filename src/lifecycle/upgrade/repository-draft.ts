import { hasWindowsLineEnds, withUnixLineEnds, withWindowsLineEnds } from "../../line-ends";
import type { MigratedRepository } from "../../migration";
import { Projenrc } from "./projenrc";

/** What a draft is made from. */
export interface DraftSource {
  /** Text of a file. Undefined where there is none. */
  read(path: string): string | undefined;
  /** Whether git has the file as it is, so that deleting it loses nothing. */
  isCommitted(path: string): boolean;
}

/** A file that is to change. */
export interface FileChange {
  readonly path: string;
  /** Text that it has. Undefined where there is no such file. */
  readonly before?: string;
  /** Text that it gets. Undefined when it is deleted. */
  readonly after?: string;
}

const PROJENRC = ".projenrc.ts";
const MOVED = "moved.tf";
const UPGRADING = "UPGRADING.md";

const MOVED_HEAD = "# Addresses that have changed. Terraform reads here that nothing has to be made anew.\n";
const UPGRADING_HEAD =
  "# Upgrading\n\nWhat upgrades of this repository's template asked of a person. Yours to edit, and to delete what is done.\n";

/** Collects what migrations change, without writing it. */
export class RepositoryDraft implements MigratedRepository {
  /** What a person must know, in order. */
  readonly notes: string[] = [];
  private readonly texts = new Map<string, string | undefined>();
  private heading = "";

  constructor(private readonly source: DraftSource) {}

  /** Puts the notes that follow below a heading of `UPGRADING.md`. */
  under(heading: string): this {
    this.heading = heading;
    return this;
  }

  /** The files that change, those that are written before those that are deleted. */
  get changes(): FileChange[] {
    const changes = [...this.texts]
      .map(([path, after]) => this.changeOf(path, after))
      .filter(({ before, after }) => before !== after);
    const isWritten = ({ after }: FileChange) => after !== undefined;
    return [...changes.filter(isWritten), ...changes.filter((change) => !isWritten(change))];
  }

  option(path: string): string | undefined {
    return this.projenrc.option(path);
  }

  setOption(path: string, value: string): void {
    this.editProjenrc((projenrc) => projenrc.setOption(path, value));
  }

  renameOption(from: string, to: string): void {
    this.editOption(from, `It is \`${to}\` now.`, (projenrc) => projenrc.renameOption(from, to));
  }

  removeOption(path: string): void {
    this.editOption(path, "It is no option any more.", (projenrc) => projenrc.removeOption(path));
  }

  renameFile(from: string, to: string): void {
    const text = this.current(from);
    if (text === undefined) {
      return;
    }
    if (this.read(to) !== undefined) {
      this.note(`\`${from}\` is \`${to}\` now, but both are there. Take over what you need, and delete \`${from}\`.`);
      return;
    }
    this.texts.set(to, text);
    this.texts.set(from, undefined);
  }

  deleteFile(path: string): void {
    if (this.read(path) === undefined) {
      return;
    }
    if (this.source.isCommitted(path)) {
      this.texts.set(path, undefined);
    } else {
      this.note(`\`${path}\` is of no use any more. It stays, because git does not have it as it is.`);
    }
  }

  moveAddress(from: string, to: string): void {
    const text = this.read(MOVED) ?? MOVED_HEAD;
    const block = `\nmoved {\n  from = ${from}\n  to   = ${to}\n}\n`;
    if (!text.includes(block)) {
      this.texts.set(MOVED, text + block);
    }
  }

  note(text: string): void {
    this.notes.push(text);
    const heading = `## ${this.heading}\n`;
    const page = this.read(UPGRADING) ?? UPGRADING_HEAD;
    const start = page.indexOf(heading);
    if (start < 0) {
      this.texts.set(UPGRADING, `${page.trimEnd()}\n\n${heading}\n- ${text}\n`);
      return;
    }
    const next = page.indexOf("\n## ", start);
    const end = next < 0 ? page.length : next;
    const section = page.slice(start, end);
    if (!section.includes(`- ${text}\n`)) {
      this.texts.set(UPGRADING, `${page.slice(0, start)}${section.trimEnd()}\n- ${text}\n${page.slice(end)}`);
    }
  }

  /** Moves the pins of a package in `.projenrc.ts`. */
  movePins(name: string, move: (range: string) => string | undefined): void {
    if (this.projenrc.pins(name).length > 0) {
      this.editProjenrc((projenrc) => projenrc.movePins(name, move));
    }
  }

  /** Text of a file as it is to be, with the line ends that are generated: nobody looks for a line with other ones. */
  read(path: string): string | undefined {
    const text = this.current(path);
    return text === undefined ? undefined : withUnixLineEnds(text);
  }

  /** Gives a file a text. */
  write(path: string, text: string): void {
    this.texts.set(path, text);
  }

  private current(path: string): string | undefined {
    return this.texts.has(path) ? this.texts.get(path) : this.source.read(path);
  }

  /** With the line ends that the file had. */
  private changeOf(path: string, text: string | undefined): FileChange {
    const before = this.source.read(path);
    const keepsThem = text !== undefined && before !== undefined && hasWindowsLineEnds(before);
    return { path, before, after: keepsThem ? withWindowsLineEnds(text) : text };
  }

  private get projenrc(): Projenrc {
    return new Projenrc(this.read(PROJENRC) ?? "");
  }

  private editProjenrc(edit: (projenrc: Projenrc) => void): void {
    const { projenrc } = this;
    edit(projenrc);
    this.texts.set(PROJENRC, projenrc.text);
  }

  private editOption(path: string, now: string, edit: (projenrc: Projenrc) => boolean): void {
    const { projenrc } = this;
    const unseen = projenrc.spreads(path);
    if (edit(projenrc)) {
      this.texts.set(PROJENRC, projenrc.text);
    } else if (unseen.length > 0) {
      this.note(
        `Look whether ${unseen.map((source) => `\`${source}\``).join(" or ")} in \`${PROJENRC}\` sets \`${path}\`. ${now}`,
      );
    }
  }
}
