import type { Command } from "../../src/cli/command";
import { EXIT } from "../../src/cli/command";
import type { CommandEntry } from "../../src/cli/commands";
import { run } from "../../src/cli/run";
import { UserError } from "../../src/user-error";

const greet: Command = {
  usage: "[NAME…]",
  flags: { loud: { type: "boolean", description: "In capitals" }, from: { type: "string", description: "By whom" } },
  async run({ flags, positionals: [name] }) {
    if (name === "nobody") {
      throw new UserError("There is nobody to greet.");
    }
    if (name === "bug") {
      throw new Error("unexpected");
    }
    if (name === "text") {
      throw "no error";
    }
    if (name === "stackless") {
      throw Object.assign(new Error("elsewhere"), { stack: undefined });
    }
    if (name === "myself") {
      throw new UserError("eks-otel-tracing: it is told who says so.");
    }
    const text = flags.loud ? `HELLO ${name}` : `hello ${name}`;
    return { exitCode: EXIT.different, data: { text }, text: (style) => style("bold", text) };
  },
};
const { usage: _usage, ...withoutArguments } = greet;
const commands: Record<string, CommandEntry> = {
  greet: { summary: "Greet somebody", load: () => greet },
  wave: { summary: "Wave", load: () => withoutArguments },
  "greet all": {
    summary: "Greet all",
    load: () => ({
      ...greet,
      run: async () => ({ exitCode: EXIT.same, data: {}, text: () => "all", hint: "Louder!" }),
    }),
  },
};

async function called(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: "", err: "" };
  const into = (key: "out" | "err") => ({
    write(text: string | Uint8Array) {
      printed[key] += text;
      return true;
    },
  });
  return { code: await run(argv, { stdout: into("out"), stderr: into("err") }, commands), ...printed };
}

test("a report is printed for people, without colours where there is no terminal, and its exit code is the program's", async () => {
  expect(await called("greet", "--loud", "Ada")).toEqual({ code: 1, out: "HELLO Ada\n", err: "" });
});

test("a command may have a name of two words, and the first of them be a command too", async () => {
  expect(await called("greet", "all", "Ada")).toEqual({ code: 0, out: "all\n", err: "Louder!\n" });
  expect(await called("greet", "Ada")).toMatchObject({ code: 1, out: "hello Ada\n" });
});

test("--json prints the same as data", async () => {
  const { out } = await called("greet", "Ada", "--json");
  expect(JSON.parse(out)).toEqual({ text: "hello Ada" });
  expect(await called("greet", "all", "--json")).toEqual({ code: 0, out: "{}\n", err: "" });
});

test("a mistake of the user's is told without a stack trace, and is not taken for a difference", async () => {
  expect(await called("greet", "nobody")).toEqual({
    code: 2,
    out: "",
    err: "eks-otel-tracing: There is nobody to greet.\n",
  });
  expect((await called("greet", "myself")).err).toBe("eks-otel-tracing: it is told who says so.\n");
});

test("a bug is told with its stack trace", async () => {
  const { code, err } = await called("greet", "bug");
  expect([code, err]).toEqual([2, expect.stringMatching(/^Error: unexpected\n\s+at /)]);
  expect((await called("greet", "stackless")).err).toBe("elsewhere\n");
  expect((await called("greet", "text")).err).toBe("no error\n");
});

test.each([
  [["gret"], "gret is not a command. Did you mean greet?"],
  [["gre"], "gre is not a command. Did you mean greet?"],
  [["gr"], 'gr is not a command. "eks-otel-tracing --help" lists what there is.'],
  [["dance"], 'dance is not a command. "eks-otel-tracing --help" lists what there is.'],
  [["greet", "--laud"], "--laud is not a flag of greet. Did you mean --loud?"],
  [["greet", "--from"], "greet: Option '--from <value>' argument missing"],
  [["wave", "Ada"], 'wave takes no argument, given was "Ada".'],
])("%j is refused in words", async (argv, message) => {
  expect(await called(...argv)).toEqual({ code: 2, out: "", err: `eks-otel-tracing: ${message}\n` });
});

test("the help lists the commands, and without a command it is a failure", async () => {
  const { code, out } = await called("--help");
  expect(out).toMatch(/^ {2}greet {6}Greet somebody$/m);
  expect(code).toBe(0);
  expect(await called()).toEqual({ code: 2, out, err: "" });
  expect(await called("-h")).toEqual({ code, out, err: "" });
  expect(await called("help")).toEqual({ code, out, err: "" });
});

test("the help of a command lists its flags and those of all", async () => {
  const { out } = await called("greet", "--help");
  expect(out).toMatch(/^Usage: eks-otel-tracing greet \[NAME…\] \[OPTIONS\]$/m);
  expect(out).toMatch(/--loud +In capitals$/m);
  expect(out).toMatch(/--json +Print JSON/m);
});

test("the error of another bundle's class is known as the user's", () => {
  let other: unknown;
  jest.isolateModules(() => {
    other = new (require("../../src/user-error").UserError)("told");
  });
  expect([other instanceof UserError, UserError.is(other)]).toEqual([false, true]);
});
