import { parse, parseAllDocuments } from "yaml";
import { ExampleApps } from "../../src/apps/example-apps";
import { ExistingApps } from "../../src/apps/existing-apps";
import type { ExampleApp } from "../../src/options";
import { schema } from "../../src/settings/schema";
import { synth } from "../repository/synth";

const FRAMEWORKS: readonly ExampleApp[] = schema.entries.existingApps.wrapped.item.options;

/** Variables of the example that have nothing to do with tracing. */
const OF_THE_SHOP = ["PORT", "PAYMENTS_URL"];

describe.each(FRAMEWORKS)("%s", (framework) => {
  const files = synth(ExistingApps, { existingApps: [framework] });
  const example = synth(ExampleApps, { exampleApps: [framework] });
  const page: string = files[`examples/existing-apps/${framework}/README.md`];
  const inExample = (file: string): string => example[`examples/apps/${framework}/${file}`];

  test("a snippet of the manifest and a page with the dependency lines are written, and nothing else", () => {
    expect(Object.keys(files).filter((path) => path.startsWith("examples/"))).toEqual([
      `examples/existing-apps/${framework}/README.md`,
      `examples/existing-apps/${framework}/deployment-patch.yaml`,
    ]);
  });

  test("the snippet has the environment of the example, which is run in the tests", () => {
    const [{ data }, deployment] = parseAllDocuments(inExample("kubernetes.yaml")).map((document) => document.toJS());
    const shared = Object.entries(data).map(([name, value]) => ({ name, value }));
    const own = deployment.spec.template.spec.containers[0].env.filter(({ name }: any) => !OF_THE_SHOP.includes(name));
    const patch = parse(files[`examples/existing-apps/${framework}/deployment-patch.yaml`]);
    expect(patch.spec.template.spec.containers[0].env).toEqual(
      [...shared, ...own].map((variable) =>
        variable.name === "OTEL_SERVICE_NAME" ? { ...variable, value: "my-service" } : variable,
      ),
    );
  });

  test("the snippet patches a Deployment by the page's command, and says where the CA is mounted that applications need", () => {
    const path = `examples/existing-apps/${framework}/deployment-patch.yaml`;
    expect(page).toContain("```sh\nkubectl patch deployment NAME --patch-file deployment-patch.yaml\n```");
    const pod = (text: string) => parse(text).spec.template.spec;
    expect(pod(files[path])).toEqual({ containers: [{ name: expect.any(String), env: expect.any(Array) }] });
    const tls = { secretName: "otel-tls", caConfigMapName: "otel-ca" };
    const { containers, volumes } = pod(synth(ExistingApps, { existingApps: [framework], collector: { tls } })[path]);
    const [{ name, mountPath, readOnly }] = containers[0].volumeMounts;
    expect(volumes).toEqual([{ name, configMap: { name: "otel-ca" } }]);
    expect([mountPath, readOnly]).toEqual([expect.stringMatching(/^\/etc\//), true]);
  });

  test("the code is that of the example, which is run in the tests, with names of one's own", () => {
    const places: Record<ExampleApp, [language: string, lines: number | "all", file: string][]> = {
      express: [["js", 7, "src/server.js"]],
      django: [["python", 4, "gunicorn.conf.py"]],
      go: [["go", "all", "tracing.go"]],
      spring: [
        ["dockerfile", 3, "Dockerfile"],
        ["java", 3, "src/main/java/com/example/shop/ShopApplication.java"],
      ],
      dotnet: [
        ["dockerfile", 2, "Dockerfile"],
        ["dockerfile", 1, "Dockerfile"],
      ],
    };
    const blocks = [...page.matchAll(/^```(dockerfile|go|java|js|python)\n([\s\S]*?)^```/gm)].map(
      ([, language, text]) => ({
        language,
        lines: text.match(/.+/g) ?? [],
      }),
    );
    expect(blocks.map(({ language, lines }) => [language, lines.length])).toEqual(
      places[framework].map(([language, count, file]) => [
        language,
        count === "all" ? inExample(file).match(/.+/g)?.length : count,
      ]),
    );
    for (const [index, { lines }] of blocks.entries()) {
      const code = inExample(places[framework][index][2])
        .replaceAll("dotnet publish src/Shop", "dotnet publish")
        .replaceAll("Shop.dll", "YOURS.dll");
      expect(lines.filter((line) => !code.includes(line.trim()))).toEqual([]);
    }
  });

  test("the dependency lines are those of the example", () => {
    const files: Record<ExampleApp, [file: string, line: RegExp, count: number]> = {
      express: ["package.json", /"@opentelemetry\/[\w-]+": "[\d.]+"/g, 3],
      django: ["requirements.txt", /^opentelemetry-\S+==\S+$/gm, 5],
      go: ["go.mod", /go\.opentelemetry\.io\/\S+ v[\d.]+$/gm, 6],
      spring: ["Dockerfile", /https:\S+opentelemetry-javaagent-[\d.]+\.jar|sha256:[0-9a-f]{64}/g, 2],
      dotnet: ["src/Shop/Shop.csproj", /<PackageReference .*>/g, 1],
    };
    const [file, line, count] = files[framework];
    const lines = page.match(line) ?? [];
    expect(lines).toHaveLength(count);
    const source = example[`examples/apps/${framework}/${file}`];
    const text = typeof source === "string" ? source : JSON.stringify(source, undefined, 1);
    expect(lines.filter((any) => !text.includes(any))).toEqual([]);
  });
});

test("an organisation may want both, for different languages", () => {
  const files = Object.keys(synth(ExistingApps, { exampleApps: ["express"], existingApps: ["go", "django"] }));
  expect(files.filter((path) => path.endsWith("deployment-patch.yaml"))).toEqual([
    "examples/existing-apps/django/deployment-patch.yaml",
    "examples/existing-apps/go/deployment-patch.yaml",
  ]);
});

test("nothing is written where no framework is named", () => {
  expect(Object.keys(synth(ExistingApps)).filter((path) => path.startsWith("examples/"))).toEqual([]);
});
