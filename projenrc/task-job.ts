import { github } from "projen";
import { ACTIONS } from "../src/repository/actions";

/** The action at its commit, without the comment that tells the version, which would become part of the reference. */
export const commitOf = (action: string) => action.split(" ")[0];

/** A job that runs one of the project's tasks, with these variables. */
export function taskJob(task: string, env: Record<string, string>): github.workflows.Job {
  return {
    runsOn: ["ubuntu-latest"],
    permissions: { contents: github.workflows.JobPermission.READ },
    timeoutMinutes: 180,
    env,
    steps: [
      { uses: commitOf(ACTIONS.checkout), with: { "persist-credentials": false } },
      { uses: commitOf(ACTIONS.setupNode), with: { "node-version": "24", cache: "npm" } },
      { run: "npm ci" },
      { run: `npx projen ${task}` },
    ],
  };
}
