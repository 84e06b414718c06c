import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { JsonFile, type Project } from "projen";
import { writing } from "../writing";
import { listedPaths } from "./owned-files";

const SAMPLE_LIST = ".projen/samples.json";

/** Names the files that were written once, so that one which was deleted since stays away. */
export class SampleList extends JsonFile {
  static of(project: Project): SampleList {
    return project.node.children.find((child) => child instanceof SampleList) ?? new SampleList(project);
  }

  private readonly samples = new Set<string>();
  private readonly before: ReadonlySet<string>;

  private constructor(project: Project) {
    super(project, SAMPLE_LIST, { obj: () => ({ files: [...this.samples].sort() }) });
    const path = join(project.outdir, SAMPLE_LIST);
    this.before = new Set(existsSync(path) ? listedPaths(readFileSync(path, "utf8")) : []);
  }

  /** Not with the other files: a run that is cut short would have said that samples are written which are not. */
  override synthesize(): void {}

  /** When all samples are written. */
  record(): void {
    writing(this.path, () => super.synthesize());
  }

  add(path: string): void {
    this.samples.add(path);
  }

  /** Whether a run before this one wrote it. */
  has(path: string): boolean {
    return this.before.has(path);
  }
}
