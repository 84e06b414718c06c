import { type Command, EXIT } from "./command";
import { ownVersion } from "./own-version";

/** `eks-otel-tracing version` */
export const versionCommand: Command = {
  flags: {},
  async run() {
    const version = ownVersion();
    return { exitCode: EXIT.same, data: { version }, text: () => version };
  },
};
