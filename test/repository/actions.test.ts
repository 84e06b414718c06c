import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OWN_ACTIONS } from "../../projenrc/security";
import { ACTIONS } from "../../src/repository/actions";
import { ContinuousIntegration } from "../../src/repository/continuous-integration";
import { DependencyUpdates } from "../../src/repository/dependency-updates";
import { synth } from "./synth";

const ROOT = join(__dirname, "../..");
const textsIn = (folder: string) =>
  readdirSync(join(ROOT, folder)).map((name) => readFileSync(join(ROOT, folder, name), "utf8"));

/** What stands behind each `uses:`, sorted, once. */
const used = (texts: readonly string[]) =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/\buses: (.*)$/gm)].map(([, action]) => action)))].sort();

const generated = [ContinuousIntegration, DependencyUpdates].flatMap((component) =>
  Object.entries(synth(component, { repository: { renovateRegeneration: "workflow" } }))
    .filter(([path]) => /\/(ci|regenerate)\.yml$/.test(path)) // not those of the base project
    .map(([, text]) => String(text)),
);

test("generated workflows use every action of the table, just as it stands there, and no other", () => {
  expect(used(generated)).toEqual(Object.values(ACTIONS).sort());
});

test("so does the workflow of an organisation's template", () => {
  const texts = textsIn("examples/organisation-template/.github/workflows");
  expect(used(texts)).toEqual([ACTIONS.checkout, ACTIONS.setupNode].sort());
});

test("our own workflows run the commits that generated ones run, and those of CodeQL and Scorecard", () => {
  const { checkout, setupNode, uploadArtifact, downloadArtifact } = ACTIONS;
  const { codeql, scorecard } = OWN_ACTIONS;
  const commits = [checkout, setupNode, uploadArtifact, downloadArtifact, codeql, scorecard]
    .map((action) => action.split(" ")[0])
    .sort();
  const withoutParts = used(textsIn(".github/workflows")).map((action) =>
    action.replace(/^([\w-]+\/[\w-]+)\/[\w-]+@/, "$1@"),
  );
  expect([...new Set(withoutParts)].sort()).toEqual(commits);
});

test("an action stands at a commit, and says which release that is", () => {
  for (const action of Object.values({ ...ACTIONS, ...OWN_ACTIONS })) {
    expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});
