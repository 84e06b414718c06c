import { version } from "../../package.json";
import { COMMANDS } from "../../src/cli/commands";
import { run } from "../../src/cli/run";

async function called(...argv: string[]): Promise<{ code: number; lines: string[] }> {
  const written: string[] = [];
  const stream = { write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
  const code = await run(argv, { stdout: stream, stderr: stream });
  return { code, lines: written.join("").split("\n") };
}

const help = (name: string) => called(...name.split(" "), "--help");

const USAGES: Record<string, [usage: string, ...flags: string[]]> = {
  preview: ["preview [DIR] [OPTIONS]", "--stat", "--to VERSION"],
  drift: ["drift [DIR] [OPTIONS]"],
  fleet: [
    "fleet preview|drift|regenerate [DIR…] [OPTIONS]",
    "--from-list FILE",
    "--using DIR",
    "--shard I/N",
    "--jobs N",
  ],
  "fleet versions": ["fleet versions [DIR…] [OPTIONS]", "--from-list FILE"],
  "fleet waves": [
    "fleet waves [DIR…] [OPTIONS]",
    "--to VERSION",
    "--canary OWNER/NAME",
    "--write DIR",
    "--from-list FILE",
  ],
  "upgrade-template": ["upgrade-template [OPTIONS]", "--to VERSION", "--installed", "--summary FILE", "--force"],
  adopt: ["adopt [DIR] [OPTIONS]", "--write", "--stat"],
  "new-template": ["new-template NAME [OPTIONS]", "--organisation TEXT"],
  version: ["version [OPTIONS]"],
};

test("these are all commands", () => {
  expect(Object.keys(USAGES)).toEqual(Object.keys(COMMANDS));
});

test.each(Object.entries(USAGES))(
  "the help of %s has its usage and flags, each with what it is for",
  async (name, [usage, ...flags]) => {
    const { code, lines } = await help(name);
    expect([code, lines[0]]).toEqual([0, `Usage: eks-otel-tracing ${usage}`]);
    const shown = lines.flatMap((line) => /^ {2}(?:-\w, | {4})(--.*?) {2,}\S/.exec(line)?.slice(1) ?? []);
    expect(shown).toEqual([...flags, "--json", "--help"]);
  },
);

test("what a command is for is a sentence of its own, and its notes follow the flags", async () => {
  const { lines } = await help("drift");
  expect(lines.slice(1, 5)).toEqual(["", expect.stringMatching(/^List the files .*[^.]\.$/), "", "Options:"]);
  expect(lines.slice(5, 8)).toEqual(["      --json  Print JSON for programs", "  -h, --help  Print this help", ""]);
  expect(lines.slice(8, 10)).toEqual([
    "edited: somebody has changed what was generated.",
    "missing: it is generated, and is not there.",
  ]);
  expect((await help("version")).lines.slice(-3)).toEqual([
    "      --json  Print JSON for programs",
    "  -h, --help  Print this help",
    "",
  ]);
});

test("all commands but the one that says all by its name have notes, of lines that fit", async () => {
  const noted = await Promise.all(
    Object.keys(USAGES).map(async (name) => {
      const { lines } = await help(name);
      const notes = lines.slice(lines.findIndex((line) => line.startsWith("  -h")) + 2, -1);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(128);
      return notes.length > 0 ? name : undefined;
    }),
  );
  expect(noted.filter(Boolean)).toEqual(Object.keys(USAGES).filter((name) => name !== "version"));
});

test("the version is that of this package, as data too", async () => {
  expect(await called("version")).toEqual({ code: 0, lines: [version, ""] });
  expect(JSON.parse((await called("version", "--json")).lines.join(""))).toEqual({ version });
});

test("the general help has every command, in columns", async () => {
  const { code, lines } = await called("--help");
  expect([code, lines[0]]).toEqual([0, "Usage: eks-otel-tracing COMMAND [OPTIONS]"]);
  const rows = lines.slice(lines.indexOf("Commands:") + 1, -3);
  const names = rows.map((line) => /^ {2}(\S+(?: \S+)*) {2,}(\S.*)$/.exec(line)?.[1]);
  expect(names).toEqual(Object.keys(COMMANDS));
  expect(new Set(rows.map((line) => line.search(/(?<= {2,})[A-Z]/))).size).toBe(1);
  expect(lines.slice(-3)).toEqual(["", '"eks-otel-tracing COMMAND --help" has the flags of a command.', ""]);
});
