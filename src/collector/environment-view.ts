import type { View } from "../template";
import type { EnvironmentVariable } from "./endpoints";

/** A variable as a template shows it. */
export const withoutReason = ({ name, value }: EnvironmentVariable): View => ({ name, value });

/** A variable as a template shows it, with the reason for it. */
export const withReason = (variable: EnvironmentVariable): View => ({ ...withoutReason(variable), why: variable.why });
