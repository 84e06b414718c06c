/** A folder of src/, judged by its own tests alone, which takes minutes. Else all of src/ is judged by all unit tests. */
const { EKS_OTEL_TRACING_FOLDER: folder } = process.env;

export default {
  testRunner: "jest",
  plugins: [
    "@stryker-mutator/jest-runner",
    "@stryker-mutator/typescript-checker",
    "./test/mutation/source/sample.mjs",
    "./test/mutation/source/prose.mjs",
  ],
  mutate: [
    folder ? `src/${folder}/**/*.ts` : "src/**/*.ts",
    // Types alone.
    "!src/options/**",
    // They run in processes of their own, where Stryker sees no coverage.
    "!src/lifecycle/{evaluator,evaluation}.ts",
  ],
  ignorers: ["prose"],
  // What does not compile is no mutant. What is not in the sample is told the same way: there is no other one.
  checkers: ["sample", "typescript"],
  tsconfigFile: "tsconfig.json",
  coverageAnalysis: "perTest",
  ignorePatterns: [".cache", "bench", "dist", "lib", "test/acceptance/**", "test/package/**", "tools/**"],
  jest: {
    projectType: "custom",
    config: {
      testMatch: [`<rootDir>/test/${folder ? `${folder}/` : ""}**/*.test.ts`],
      // mutations.test.ts reads the sources as they were.
      testPathIgnorePatterns: ["/node_modules/", "/test/(acceptance|package|tools)/", "/test/mutations\\.test\\.ts$"],
      modulePathIgnorePatterns: ["<rootDir>/templates/"],
      testSequencer: "<rootDir>/test/mutation/source/test-order.cjs",
      testTimeout: 60_000,
      clearMocks: true,
      transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "test/tsconfig.json", diagnostics: false }] },
    },
  },
  reporters: ["progress-append-only", "json"],
  jsonReporter: { fileName: ".cache/mutation/report.json" },
  concurrency: 2,
  // jest keeps some of the modules of each run.
  maxTestRunnerReuse: 30,
  // Of the time of all tests that may run for a mutant, which is minutes.
  timeoutFactor: 0.5,
  timeoutMS: 20_000,
  dryRunTimeoutMinutes: 20,
};
