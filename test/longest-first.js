// Starts first what takes longest, so that nothing runs alone at the end. jest knows how long that is from an earlier run on the
// same machine, and a machine of CI has none.
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** Those of the full tier that take more than a minute, the longest first. */
const LONGEST = [
  "module/validate-matrix-terraform",
  "lifecycle/upgrade",
  "module/validate-matrix-opentofu",
  "collector/gateways-change",
  "collector/resolver-rights",
  "module/topology",
  "module/generated-tests",
  "module/namespace",
  "module/changes",
  "module/private-cluster",
  "module/adoption",
  "mutation/mutation",
].map((name) => join(__dirname, "acceptance", `${name}.test.ts`));

const gone = LONGEST.filter((path) => !existsSync(path));
// A copy of the sources that is broken on purpose has no acceptance tests.
if (gone.length > 0 && gone.length < LONGEST.length) {
  throw new Error(`test/longest-first.js names ${gone.join(", ")}, which is not there`);
}

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => (LONGEST.includes(path) ? LONGEST.indexOf(path) : LONGEST.length);
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
};
