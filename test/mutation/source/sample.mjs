import { createHash } from "node:crypto";
import { relative } from "node:path";
import { CheckStatus } from "@stryker-mutator/api/check";
import { declareFactoryPlugin, PluginKind } from "@stryker-mutator/api/plugin";

const { EKS_OTEL_TRACING_ONE_MUTANT_IN: oneIn = "1", EKS_OTEL_TRACING_SEED: seed = "0" } = process.env;

/** Chooses mutants by chance: the same of the same sources and seed, each with the same probability. */
class Sample {
  async init() {}

  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants) {
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        isChosen(mutant)
          ? { status: CheckStatus.Passed }
          : { status: CheckStatus.CompileError, reason: "not in the sample" },
      ]),
    );
  }
}

function isChosen({ fileName, location, mutatorName, replacement }) {
  const text = JSON.stringify([seed, relative(process.cwd(), fileName), location, mutatorName, replacement]);
  return createHash("sha256").update(text).digest().readUInt32BE() % Number(oneIn) === 0;
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, "sample", () => new Sample())];
