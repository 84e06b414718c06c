import { Component, IniFile, type Project } from "projen";
import type { Settings } from "../settings/settings";

/** `.npmrc` of an organisation's own registry. The token is in the environment, and never in the file. */
export class NpmRegistry extends Component {
  constructor(project: Project, settings: Settings) {
    super(project);
    const { npmRegistry, npmRegistryScopes, npmTokenSecret } = settings.repository;
    if (npmRegistry === undefined) {
      return;
    }
    // npm looks for the token under the address as it has parsed it, with a slash at its end.
    const { href, host, pathname } = new URL(npmRegistry.replace(/\/*$/, "/"));
    const names = npmRegistryScopes.length === 0 ? ["registry"] : npmRegistryScopes.map((scope) => `${scope}:registry`);
    new IniFile(project, ".npmrc", {
      obj: {
        ...Object.fromEntries(names.map((name) => [name, href])),
        ...(npmTokenSecret === undefined ? {} : { [`//${host}${pathname}:_authToken`]: "${NPM_TOKEN}" }),
      },
    });
  }
}
