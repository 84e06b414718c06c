/** The rules of Terraform's `templatefile` that the generated template uses. Real Terraform renders it in the acceptance tests. */
export function renderTerraformTemplate(template: string, variables: Record<string, string | number | null>): string {
  const shown = [true];
  let output = "";
  const token =
    /\$\$\{|%%\{|\$\{\s*(\w+)\s*\}|%\{(~?) if (\w+) != null (~?)\}|%\{(~?) endif (~?)\}|(?<unknown>[$%]\{.*)/g;
  let position = 0;
  for (let match = token.exec(template); match; match = token.exec(template)) {
    const [text, variable, , condition] = match;
    const write = (part: string) => {
      output += shown.every(Boolean) ? part : "";
    };
    write(template.slice(position, match.index));
    position = token.lastIndex;
    if (text === "$${") {
      write("${");
    } else if (text === "%%{") {
      write("%{");
    } else if (variable) {
      if (!(variable in variables)) {
        throw new Error(`the template uses ${variable}, which it is not given`);
      }
      write(String(variables[variable]));
    } else if (match.groups?.unknown) {
      throw new Error(`the template has ${text}, which Terraform does not understand`);
    } else {
      if (condition) {
        shown.push(variables[condition] !== null);
      } else {
        shown.pop();
      }
      if (text.endsWith("~}")) {
        // A strip marker takes the rest of its line, not the lines after it.
        position += /^[^\S\n]*\n?/.exec(template.slice(position))?.[0].length ?? 0;
      }
    }
    token.lastIndex = position;
  }
  return output + template.slice(position);
}
