/** An external id goes with a role, and says nothing alone. */
export const hasRole = ({ roleArn, externalId }: { readonly roleArn?: string; readonly externalId?: string }) =>
  roleArn !== undefined || externalId === undefined;
