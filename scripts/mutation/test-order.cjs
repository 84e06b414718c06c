const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { basename, dirname, join, relative, sep } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** In the sandbox, where Stryker's processes run: what the run without a mutant has told of each test file. */
const MEASURED = join(process.cwd(), "measured-tests.json");

/**
 * Which test files jest loads for a mutant, and in which order. Without this it loads every file for every mutant, only to skip all
 * of its tests, and starts with the slowest.
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
    const source = relative(join(process.cwd(), "src"), this.config.nonFlagArgs[0]);
    const path = ({ path }) => relative(join(process.cwd(), "test"), path);
    const isMirror = (test) => path(test) === source.replace(/\.ts$/, ".test.ts");
    const isNear = (test) => dirname(path(test)) === dirname(source);
    const rank = (test) => (isMirror(test) ? 0 : isNear(test) ? 1 : 2);
    const ms = (test) => measured[path(test)]?.ms ?? 0;
    const log = tests.filter((test) => this.concerns(source, path(test), measured));
    require("node:fs").appendFileSync(
      "/tmp/order.log",
      `${new Date().toISOString()} ${process.pid} ${process.env.__STRYKER_ACTIVE_MUTANT__} ${source} ${this.config.testNamePattern?.length} ${log.length}\n`,
    );
    return log.sort((a, b) => rank(a) - rank(b) || ms(a) - ms(b));
  }

  concerns(source, path, measured) {
    const { testNamePattern } = this.config;
    if (testNamePattern) {
      const pattern = new RegExp(testNamePattern, "i");
      return measured[path]?.names.some((name) => pattern.test(name)) ?? true;
    }
    // What is computed while a module is loaded is covered by every test there is: those of its own folder, and of the whole.
    return [source.split(sep)[0], "."].includes(path.split(sep).length === 1 ? "." : path.split(sep)[0]);
  }

  cacheResults(tests, results) {
    if (existsSync(MEASURED)) {
      return;
    }
    const measured = results.testResults.map(({ testFilePath, perfStats, testResults }) => [
      relative(join(process.cwd(), "test"), testFilePath),
      { ms: perfStats.end - perfStats.start, names: testResults.map(({ fullName }) => fullName) },
    ]);
    writeFileSync(MEASURED, JSON.stringify(Object.fromEntries(measured)));
  }
};
