import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Leaves sentences as they are: what asserts a whole sentence is that sentence again. One with a value in it is no constant, and is mutated. */
const prose = {
  shouldIgnore(path) {
    const isSentence = path.isStringLiteral() && path.node.value.trim().split(/\s+/).length >= 4;
    return isSentence && !path.parentPath.isMemberExpression() ? "a sentence" : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "prose", prose)];
