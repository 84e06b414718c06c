import { mkdtempSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { EksOtelTracingProjectOptions } from "../../../src";
import { generateRepository } from "../harness/applied-module";
import { oncePerRun } from "../harness/test-run";
import { MATRIX, MATRIX_ENTRIES, type MatrixEntry } from "../matrix";

/** The generated repositories of the whole option matrix, below one directory. */
export class MatrixRepositories {
  /** Those that every test file of a run shares: to read, not to change. */
  static async shared(): Promise<MatrixRepositories> {
    return new MatrixRepositories(
      await oncePerRun("matrix", async (directory) => {
        await new MatrixRepositories(directory, MATRIX_ENTRIES).write();
      }),
      MATRIX_ENTRIES,
    );
  }

  /** One of one's own. */
  static async generate(entry: MatrixEntry): Promise<MatrixRepositories> {
    const repositories = new MatrixRepositories(mkdtempSync(join(tmpdir(), "eks-otel-tracing-matrix-")), [entry]);
    await repositories.write();
    return repositories;
  }

  private constructor(
    readonly directory: string,
    private readonly entries: readonly MatrixEntry[],
  ) {}

  /** Directory of one repository. */
  of(entry: MatrixEntry): string {
    return join(this.directory, entry.replaceAll(/\W+/g, "-"));
  }

  get all(): string[] {
    return this.entries.map((entry) => this.of(entry));
  }

  /** Paths of all generated files with one of these extensions. */
  async files(...extensions: string[]): Promise<string[]> {
    const lists = await Promise.all(this.all.map((repository) => filesIn(repository, extensions)));
    return lists.flat();
  }

  /** A path as a person reads it, repository first. */
  name(path: string): string {
    return relative(this.directory, path);
  }

  private async write(): Promise<void> {
    for (const entry of this.entries) {
      await generateRepository(this.of(entry), MATRIX[entry] as EksOtelTracingProjectOptions);
    }
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}

/** The repositories of the whole matrix, for the tests of a file, which read them. */
export function generatedMatrix(): () => MatrixRepositories {
  let matrix: MatrixRepositories;
  beforeAll(async () => {
    matrix = await MatrixRepositories.shared();
  }, 120_000);
  return () => matrix;
}

/** Paths of all files below a directory with one of these extensions, without what Terraform or npm put there. */
export async function filesIn(directory: string, extensions: readonly string[]): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](node_modules|\.terraform)[\\/]/.test(path))
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .sort();
}
