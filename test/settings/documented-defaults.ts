import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../src/options");

interface Documented {
  readonly name: string;
  readonly type: string;
  /** What `@default` says. */
  readonly preset: string | undefined;
}

/** The optional members of every interface of options. */
const INTERFACES = new Map(
  readdirSync(FOLDER)
    .map((file) => readFileSync(join(FOLDER, file), "utf8"))
    .flatMap((text) => [...text.matchAll(/^export interface (\w+) .*\{\n([\s\S]*?)^\}/gm)])
    .map(([, name, body]): [string, Documented[]] => [
      name,
      [...body.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*readonly (\w+)\?: ([^;]+);/g)].map(
        ([, comment, name, type]) => ({ name, type, preset: /@default (.*)/.exec(comment)?.[1] }),
      ),
    ]),
);

const membersOf = (name: string) => INTERFACES.get(name) ?? [];

/** Defaults that are worked out from other options, or by projen. */
const LATER = ["spanMetrics.maxCombinationsPerService", "terraform.roleName", "outdir", "logging"];

/** Every option whose documentation has a value as its default, by its path. */
export const DOCUMENTED_DEFAULTS: Readonly<Record<string, unknown>> = Object.fromEntries(
  membersOf("EksOtelTracingProjectOptions")
    .flatMap(({ name, type, preset }) => [
      { option: name, preset },
      ...membersOf(type).map((member) => ({ option: `${name}.${member.name}`, preset: member.preset })),
    ])
    .filter(({ option }) => !LATER.includes(option))
    .flatMap(({ option, preset = "-" }) => {
      const [value] = preset.split(/(?:^| )- /);
      return value === "" || preset === "-" ? [] : [[option, new Function(`return (${value})`)()]];
    }),
);
