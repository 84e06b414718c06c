import { appendToSection, removeSection, replaceSection, sectionAdded } from "../../src/organisation/markdown-sections";

const PAGE = `# Title

Start.

## One

First.

### Below

Deeper.

## Two ##

\`\`\`\`sh
# no heading
\`\`\`
## none either
\`\`\`\`

#hashtag

Last.
`;

/** The page with one passage changed. */
const changed = (from: string, to: string) => {
  expect(PAGE).toContain(from);
  return PAGE.replace(from, () => to);
};

test("a section is added at the end, on the second level", () => {
  expect(sectionAdded(PAGE, "Three", "\nBody.\n\n")).toBe(`${PAGE}\n## Three\n\nBody.\n`);
  expect(sectionAdded("", "Three", "Body.")).toBe("## Three\n\nBody.\n");
});

test("a section is added after another one and all below it, on its level", () => {
  expect(sectionAdded(PAGE, "New", "Body.", "One")).toBe(changed("## Two ##", "## New\n\nBody.\n\n## Two ##"));
  expect(sectionAdded(PAGE, "New", "Body.", "Below")).toBe(changed("## Two ##", "### New\n\nBody.\n\n## Two ##"));
  expect(sectionAdded(PAGE, "New", "Body.", "Two")).toBe(`${PAGE}\n## New\n\nBody.\n`);
});

test("a section is replaced with all below it", () => {
  expect(replaceSection(PAGE, "One", "\nOther.\n")).toBe(changed("First.\n\n### Below\n\nDeeper.\n", "Other.\n"));
  expect(replaceSection(PAGE, "Below", "Other.")).toBe(changed("Deeper.", "Other."));
});

test("a section gets an end", () => {
  expect(appendToSection(PAGE, "One", "\nMore.\n")).toBe(changed("Deeper.\n", "Deeper.\n\nMore.\n"));
  expect(appendToSection(PAGE, "Two", "More.")).toBe(`${PAGE}\nMore.\n`);
});

test("a section is removed with all below it", () => {
  expect(removeSection(PAGE, "One")).toBe(changed("## One\n\nFirst.\n\n### Below\n\nDeeper.\n\n", ""));
  expect(removeSection(PAGE, "Title")).toBe("\n");
});

test.each([
  ["```", "~~~"],
  ["~~~", "```"],
])("a fence of %s is not ended by %s, but by a longer one", (fence, other) => {
  const page = `## One\n\n${fence}\n${other}\n# a\nx ${fence}\n# b\n  ${fence}${fence}\n\n## Two\n`;
  expect(() => removeSection(page, "None")).toThrow(/^has no section "None"\. It has One, Two$/);
});

test("headings are what Markdown takes for them", () => {
  const page = "# a\n###### b\n####### c\n  # d\n#  e  ##\n # f\n";
  expect(() => removeSection(page, "None")).toThrow(/It has a, b, e$/);
});
