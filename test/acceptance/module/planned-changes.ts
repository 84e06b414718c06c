/** A resource that gets other values. */
export interface Change {
  readonly address: string;
  readonly actions: readonly string[];
  readonly attributes: readonly string[];
}

/** One entry of `resource_changes` of a plan. @see https://developer.hashicorp.com/terraform/internals/json-format */
export interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
  };
}

/** What a plan changes, by address. */
export function managedChanges(changes: readonly ResourceChange[]): Change[] {
  return byAddress(changes.flatMap(changeOf));
}

/** What changes, with the attributes whose new value is known. */
function changeOf({ address, mode, change: { actions, before, after } }: ResourceChange): Change[] {
  if (mode !== "managed" || actions.join() === "no-op") {
    return [];
  }
  const attributes = Object.keys(after ?? {}).filter(
    (key) => JSON.stringify(after?.[key]) !== JSON.stringify(before?.[key]),
  );
  return [{ address, actions, attributes: attributes.sort() }];
}

export const byAddress = (changes: readonly Change[]) =>
  [...changes].sort((one, other) => one.address.localeCompare(other.address));
