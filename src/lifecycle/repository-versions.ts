import { existsSync } from "node:fs";
import { readStamp } from "../repository/stamp";
import { GENERATOR } from "../repository/template-package";
import { UserError } from "../user-error";
import { templateOf } from "./template-of";

/** Which versions have generated a repository. */
export interface RepositoryVersions {
  /** As it was given. */
  readonly repository: string;
  /** The package that it is made from, and its version. */
  readonly template: string | null;
  readonly version: string | null;
  /** Version of this package beneath it. */
  readonly generator: string | null;
  /** Why nothing could be found out. */
  readonly failure: string | null;
}

/** Reads it from the repository's own files. Nothing is generated, so that a thousand take a moment. */
export function repositoryVersions(repository: string): RepositoryVersions {
  try {
    if (!existsSync(repository)) {
      throw new UserError("There is no such directory.");
    }
    const { name: template, version = null } = templateOf(repository);
    const generator = readStamp(repository)?.packages[GENERATOR] ?? (template === GENERATOR ? version : null);
    return { repository, template, version, generator, failure: null };
  } catch (error) {
    return { repository, template: null, version: null, generator: null, failure: (error as Error).message };
  }
}
