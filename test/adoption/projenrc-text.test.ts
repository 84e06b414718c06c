import { projenrcText } from "../../src/adoption/projenrc-text";

test("options, statements in groups with a reason, and the synthesis", () => {
  const statements = [
    { why: "First.", lines: ["a();", "b();"] },
    { why: "Nothing.", lines: [] },
  ];
  expect(projenrcText({ options: { name: "x", sampling: { keepErrors: false } }, statements })).toBe(
    [
      "import { EksOtelTracingProject } from 'eks-otel-tracing';",
      "",
      "const project = new EksOtelTracingProject({",
      "  name: 'x',",
      "  sampling: { keepErrors: false },",
      "});",
      "",
      "// First.",
      "a();",
      "b();",
      "",
      "project.synth();",
      "",
    ].join("\n"),
  );
});

test("what statements use of projen is imported", () => {
  const text = projenrcText({ options: {}, statements: [{ why: "W.", lines: ["f(DependencyType.PEER);"] }] });
  expect(text).toMatch(/^import .*\nimport \{ DependencyType \} from 'projen';\n\nconst/);
});

test("what does not fit into 120 characters has a line for each part", () => {
  const fits = "x".repeat(120 - "  name: '',".length);
  const long = "y".repeat(110);
  const list = ["z".repeat(120 - "  list: [''],".length)];
  const options = {
    name: fits,
    text: `${fits}x`,
    list,
    devDeps: [long, "b"],
    terraform: { tags: { a: long, b: "c" } },
  };
  expect(projenrcText({ options, statements: [] })).toContain(
    [
      `  name: '${fits}',`,
      `  text: '${fits}x',`,
      `  list: ['${list[0]}'],`,
      "  devDeps: [",
      `    '${long}',`,
      "    'b',",
      "  ],",
      "  terraform: {",
      "    tags: {",
      `      a: '${long}',`,
      "      b: 'c',",
      "    },",
      "  },",
      "});",
    ].join("\n"),
  );
});
