import type { Settings } from "../settings/settings";
import { tracingModule } from "./module/tracing-module";

/** A variable of the module. */
export interface ModuleVariable {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  /** The default in HCL, on one line. Without one, the variable is required. */
  readonly default?: string;
}

/** An output of the module. */
export interface ModuleOutput {
  readonly name: string;
  readonly description: string;
}

/** What a user of the module sees of it, in order. */
export interface ModuleInterface {
  readonly variables: readonly ModuleVariable[];
  readonly outputs: readonly ModuleOutput[];
}

/** The module's variables and outputs, as they stand in its HCL. */
export function moduleInterface(settings: Settings): ModuleInterface {
  const { files } = tracingModule(settings);
  return {
    variables: files
      .flatMap((file) => file.variables)
      .map(({ name, type, description, default: preset }) => ({
        name,
        type,
        description,
        default: preset,
      })),
    outputs: files.flatMap((file) => file.outputs).map(({ name, description }) => ({ name, description })),
  };
}
