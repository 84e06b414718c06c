import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/**
 * Leaves alone what a test could only repeat: a sentence, and the entries of a long list of words. A sentence with a value in it is a
 * template, and is mutated.
 */
const prose = {
  shouldIgnore({ node, parent }) {
    if (node.type !== "StringLiteral") {
      return undefined;
    }
    if (parent.type === "ArrayExpression" && parent.elements.length >= 10) {
      return "an entry of a list";
    }
    const words = node.value.trim().split(/\s+/).length;
    return words >= 4 && parent.type !== "MemberExpression" ? "a sentence" : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "prose", prose)];
