/** What Terraform has to be told, so that it makes nothing anew and destroys nothing. */
export interface Moves {
  /** Addresses that another block takes over. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Addresses that leave the state while what they stand for stays in place. */
  readonly forgotten: readonly { readonly address: string; readonly why: string }[];
}

/** Text of `moved.tf`, where upgrades add theirs. */
export function movedText({ moved }: Moves): string | undefined {
  return moved.length === 0
    ? undefined
    : [
        "# Addresses that have changed. Terraform reads here that nothing has to be made anew.\n",
        ...moved.map(({ from, to }) => `\nmoved {\n  from = ${from}\n  to   = ${to}\n}\n`),
      ].join("");
}

/** Text of `removed.tf`. */
export function removedText({ forgotten }: Moves): string | undefined {
  return forgotten.length === 0
    ? undefined
    : [
        "# What this module no longer manages. It stays where it is. Delete a block when every state has been applied.\n",
        ...forgotten.map(
          ({ address, why }) =>
            `\n# ${why}\nremoved {\n  from = ${address}\n\n  lifecycle {\n    destroy = false\n  }\n}\n`,
        ),
      ].join("");
}
