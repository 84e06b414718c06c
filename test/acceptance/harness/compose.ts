import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import type { Evidence } from "../acceptance";

/** A compose file as `docker compose` reads it: variables filled in, paths absolute, defaults in place. */
export interface ComposeProject {
  readonly services: Readonly<Record<string, ComposeService>>;
}

/** What of a service in a compose file is read here. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly { readonly source: string; readonly target: string }[];
  readonly ports?: readonly { readonly host_ip: string; readonly target: number }[];
}

/** Reads the compose file of a directory. @throws ToolError with what is wrong with it */
export async function composeProject(directory: string, { ranIn }: Evidence): Promise<ComposeProject> {
  const { path, version } = await install("compose");
  const project = JSON.parse(await run(path, ["--format", "json", "compose.yaml"], { directory }));
  ranIn("compose-go", version);
  return project;
}
