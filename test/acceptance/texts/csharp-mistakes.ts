/** Prints where the grammar of C# finds something wrong or missing in files. A program, for jest can't load the grammar. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Language, Parser, type Node as SyntaxNode } from "@vscode/tree-sitter-wasm";

async function main(files: readonly string[]): Promise<void> {
  const folder = dirname(require.resolve("@vscode/tree-sitter-wasm"));
  await Parser.init({ locateFile: (file: string) => join(folder, file) });
  const parser = new Parser();
  parser.setLanguage(await Language.load(join(folder, "tree-sitter-c-sharp.wasm")));
  for (const file of files) {
    for (const line of mistakesIn(parser.parse(readFileSync(file, "utf8"))?.rootNode)) {
      console.log(`${file}:${line}`);
    }
  }
}

/** Lines of the innermost nodes that hold a mistake. */
function mistakesIn(node: SyntaxNode | null | undefined): number[] {
  if (!node?.hasError) {
    return [];
  }
  const within = node.children.flatMap(mistakesIn);
  return within.length > 0 ? within : [node.startPosition.row + 1];
}

void main(process.argv.slice(2));
