import type { Migration } from "./migration";

/** What each release of this package asks of a repository. */
export const migrations: readonly Migration[] = [];
