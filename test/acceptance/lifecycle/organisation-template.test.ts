import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { userEnvironment } from "../../../scripts/scaffold";
import { providerMirror } from "../../../tools/provider-mirror";
import { Registry } from "../../package/registry";
import { acceptance } from "../acceptance";
import { terraform } from "../tools";

/** The code of the page, by language, in order. */
const page = readFileSync(join(__dirname, "../../../docs/organisation-template.md"), "utf8");
const code = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, text]) => text);

acceptance(
  "Organisation's template",
  "its page, followed word for word, ends in a repository whose .projenrc.ts and whose callers can't break a rule",
  async ({ ranIn }) => {
    const registry = await Registry.start();
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-page-"));
    try {
      registry.publishOurs("1.0.0");
      const { cliConfigFile } = await providerMirror();
      const { name, version } = await terraform();
      const user = new User(directory, {
        npm_config_registry: registry.url,
        npm_config_yes: "true",
        TF_CLI_CONFIG_FILE: cliConfigFile,
        TF_CLI_ARGS: "-no-color",
      });
      const started = Date.now();

      const [makePackage, makeRepository, callModule] = code("sh");
      expect(user.runs(makePackage)).toMatchObject({ status: 0 });
      expect(user.runs(makeRepository, "acme-tracing")).toMatchObject({ status: 0 });
      expect(user.reads(".projen/template.json")).toContain('"acme-tracing": "0.1.0"');
      expect(user.reads("README.md")).toContain("Costs go to CC-0042.");
      expect(user.reads(".github/workflows/ci.yml")).toContain("No access key is committed");
      expect(user.runs("git status --porcelain", REPOSITORY)).toEqual({ status: 0, output: "" });

      const [refusedOption, refusedVariable] = code("text");
      user.writes(".projenrc.ts", code("ts")[0]);
      const projen = user.runs("npx projen", REPOSITORY);
      expect(projen.status).not.toBe(0);
      expect(projen.output).toContain(refusedOption);
      expect(user.runs("git status --porcelain", REPOSITORY).output).toBe(" M .projenrc.ts\n");
      user.runs("git checkout .projenrc.ts", REPOSITORY);

      const [caller] = code("hcl");
      user.writes("caller/main.tf", caller);
      const refused = user.runs(callModule, REPOSITORY);
      expect(refused.status).not.toBe(0);
      // Terraform draws a line beside the message, and breaks it.
      expect(refused.output.replace(/[\s│]+/g, " ")).toContain(refusedVariable.trim());
      expect(Date.now() - started).toBeLessThan(TEN_MINUTES_MS);

      user.writes("caller/main.tf", caller.replace("= 50", "= 20"));
      expect(user.runs(callModule, REPOSITORY)).toMatchObject({ status: 0 });
      ranIn(name, version);
      ranIn("npm", user.runs("npm --version").output.trim());
    } finally {
      registry.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  },
  { tier: "full" },
);

const REPOSITORY = "payments-tracing";
const TEN_MINUTES_MS = 600_000;

/** Who follows the page. */
class User {
  constructor(
    private readonly directory: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  runs(script: string, where = "."): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync("bash", ["-ec", script], {
      cwd: join(this.directory, where),
      encoding: "utf8",
      env: { ...userEnvironment(), ...this.environment },
    });
    return { status, output: `${stdout}${stderr}` };
  }

  reads(path: string): string {
    return readFileSync(join(this.directory, REPOSITORY, path), "utf8");
  }

  writes(path: string, text: string): void {
    const file = join(this.directory, REPOSITORY, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
