import { patternProblem } from "./go-pattern";

/** A text between double quotes, a word, or any other character. */
const TOKEN = /"(?:\\.|[^"\\])*"|[A-Za-z_]\w*|\S/gs;

const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Characters that stand nowhere but in a text. */
const IN_TEXTS_ALONE = "'`&|;$#@%?~^\\";

/** Functions whose second argument is a regular expression. */
const TAKES_PATTERN: readonly string[] = ["IsMatch", "ExtractPatterns"];

/** What Go knows behind a backslash. */
const ESCAPE = /\\(?:([abfnrtv\\"])|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g;
const NAMED: Readonly<Record<string, string>> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/**
 * What is wrong with a condition in OTTL, as far as that can be told without knowing every path and function: texts, brackets,
 * characters, and regular expressions. The collector does not start with any of these.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/ottl/LANGUAGE.md
 */
export function ottlProblem(condition: string): string | undefined {
  const open: { bracket: string; called: string; argument: number }[] = [];
  let before = "";
  for (const [token] of condition.matchAll(TOKEN)) {
    const around = open.at(-1);
    if (token === '"') {
      return 'has a text without its second "';
    }
    if (IN_TEXTS_ALONE.includes(token)) {
      return `has ${token} outside of a text: texts stand between double quotes, and conditions are joined by and, or, not`;
    }
    if (Object.values(OPENING).includes(token)) {
      open.push({ bracket: token, called: before, argument: 0 });
    } else if (Object.hasOwn(OPENING, token)) {
      if (open.pop()?.bracket !== OPENING[token]) {
        return `has ${token} without ${OPENING[token]} before`;
      }
    } else if (token === "," && around !== undefined) {
      around.argument++;
      // Stryker disable next-line MethodExpression: but for one alone, what begins with a quote ends with one
    } else if (token.startsWith('"')) {
      const problem = textProblem(token.slice(1, -1), around?.argument === 1 && TAKES_PATTERN.includes(around.called));
      if (problem !== undefined) {
        return problem;
      }
    }
    before = token;
  }
  return open.length > 0 ? `has ${open[0].bracket} that nothing closes` : undefined;
}

function textProblem(quoted: string, isPattern: boolean): string | undefined {
  const [unknown] = /\\./s.exec(quoted.replace(ESCAPE, "")) ?? [];
  if (unknown !== undefined) {
    return `has ${unknown} in a text, which Go does not know: write \\${unknown}`;
  }
  if (!isPattern) {
    return undefined;
  }
  const text = quoted.replace(ESCAPE, (_, name, ...codes) =>
    name === undefined ? character(codes) : (NAMED[name] ?? name),
  );
  const problem = patternProblem(text);
  return problem && `has a regular expression that the collector can't compile (RE2): ${problem}`;
}

function character([hex, octal, short, long]: readonly (string | undefined)[]): string {
  const code = octal === undefined ? Number.parseInt(hex ?? short ?? long ?? "", 16) : Number.parseInt(octal, 8);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "";
}
