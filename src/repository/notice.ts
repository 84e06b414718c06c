import type { Settings } from "../settings/settings";

/** Whom a licence names. */
export function copyrightOwner({ name, repository }: Settings): string {
  return repository.copyrightOwner ?? `The ${name} authors`;
}

/**
 * Whether there is a NOTICE: the text of Apache-2.0 names no holder, so the holder stands there, if one is known.
 *
 * @see https://www.apache.org/licenses/LICENSE-2.0#apply
 */
export function hasNotice({ repository }: Settings): boolean {
  const { license, copyrightOwner: owner, copyrightPeriod: period } = repository;
  return license === "Apache-2.0" && (owner !== undefined || period !== undefined);
}

/** Lines of the NOTICE. */
export function noticeLines(settings: Settings): string[] {
  const { name, repository } = settings;
  return [name, ["Copyright", repository.copyrightPeriod, copyrightOwner(settings)].filter(Boolean).join(" "), ""];
}
