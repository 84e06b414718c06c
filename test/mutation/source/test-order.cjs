const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join, posix, relative, sep } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** In the sandbox, where Stryker's processes run: what the run without a mutant tells of each test file. */
const MEASURED = join(process.cwd(), "measured-tests.json");

/**
 * Which test files jest loads for a mutant, and in which order: those with a test that covers it, the nearest and the quickest
 * first. By itself jest loads every file for every mutant, if only to skip all of its tests, and begins with the slowest.
 */
module.exports = class TestOrder extends Sequencer {
  constructor(options) {
    super(options);
    this.config = options.globalConfig;
  }

  sort(tests) {
    if (!existsSync(MEASURED)) {
      return tests;
    }
    const measured = JSON.parse(readFileSync(MEASURED, "utf8"));
    const mirror = below("src", this.config.nonFlagArgs[0]).replace(/\.ts$/, ".test.ts");
    const distance = (file) => (file === mirror ? 0 : posix.dirname(file) === posix.dirname(mirror) ? 1 : 2);
    return tests
      .map((test) => ({ test, file: below("test", test.path) }))
      .filter(({ file }) => this.concerns(mirror, file, measured[file].names))
      .sort((a, b) => distance(a.file) - distance(b.file) || measured[a.file].ms - measured[b.file].ms)
      .map(({ test }) => test);
  }

  concerns(mirror, file, names) {
    const { testNamePattern } = this.config;
    if (testNamePattern) {
      const pattern = new RegExp(testNamePattern, "i");
      return names.some((name) => pattern.test(name));
    }
    // What runs while a module is loaded is covered by every test. Those of its folder, and of the whole, are to notice it.
    const folder = (path) => path.split("/").at(-2) && path.split("/")[0];
    return folder(file) === undefined || folder(file) === folder(mirror);
  }

  cacheResults(_tests, { testResults }) {
    if (!existsSync(MEASURED)) {
      const measured = testResults.map(({ testFilePath, perfStats, testResults: results }) => [
        below("test", testFilePath),
        { ms: perfStats.end - perfStats.start, names: results.map(({ fullName }) => fullName) },
      ]);
      writeFileSync(MEASURED, JSON.stringify(Object.fromEntries(measured)));
    }
  }
};

/** A path below a folder of the sandbox, with slashes. */
function below(folder, path) {
  return relative(join(process.cwd(), folder), path).split(sep).join("/");
}
