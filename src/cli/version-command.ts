import { type Command, EXIT } from "./command";
import { ownManifest } from "./own-manifest";

/** `eks-otel-tracing version` */
export const versionCommand: Command = {
  flags: {},
  async run() {
    const { version } = ownManifest();
    return { exitCode: EXIT.same, data: { version }, text: () => version };
  },
};
