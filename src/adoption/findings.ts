import { type Expressions, isMapping, Reference, shown, type Value, variableName } from "./expressions";

/** A setting by its path, such as `collector.memoryLimitMib`. */
export type Options = Map<string, unknown>;

/** Something in a file that has no counterpart. */
export interface Unrecognised {
  readonly file: string;
  /** Address of a block, or path in a document. */
  readonly address: string;
  readonly value: string;
}

/** Something that will be otherwise than it is written. */
export interface Difference {
  readonly subject: string;
  readonly yours: string;
  readonly module: string;
}

/** What was found out about a module that somebody wrote. */
export class Findings {
  readonly options: Options = new Map();
  readonly unrecognised: Unrecognised[] = [];
  readonly differences: Difference[] = [];
  /** What keeps the adoption from being written, each with the way out. */
  readonly obstacles: string[] = [];
  /** Inputs by the name that they get; null when the module has none in their place. */
  readonly inputs = new Map<string, string | null>();
  /** What somebody has to know or do. */
  readonly notes: string[] = [];

  constructor(private readonly expressions: Expressions) {}

  /**
   * Takes a value for an option. A variable's default is the option's, and callers go on giving the variable.
   *
   * @param input - the module's variable whose default the option is
   * @returns whether there is one, and an option can say it
   */
  async take(
    value: Value | undefined,
    option: string,
    { input, convert = (known) => known }: { input?: string; convert?: (known: Value) => unknown } = {},
  ): Promise<boolean> {
    const variable = value instanceof Reference ? variableName(value) : undefined;
    const known = await this.expressions.known(value);
    if (variable === undefined && known === undefined) {
      return false;
    }
    const converted = known === undefined || known === null ? undefined : convert(known);
    if (known !== undefined && known !== null && converted === undefined) {
      return false;
    }
    if (variable !== undefined) {
      this.renameInput(variable, input ?? null);
    }
    if (converted !== undefined) {
      this.options.set(option, converted);
    }
    return true;
  }

  renameInput(variable: string, input: string | null): void {
    // One place that has an input for it is enough.
    if (typeof this.inputs.get(variable) !== "string") {
      this.inputs.set(variable, input);
    }
  }

  differs(subject: string, yours: Value | string, module: string): void {
    this.differences.push({ subject, yours: typeof yours === "string" ? yours : shown(yours), module });
  }
}

/** A document from which what is recognised is taken. What is left was not. */
export class Document {
  constructor(
    private readonly root: Value,
    private readonly file: string,
  ) {}

  /** Value at a path, whose keys may have dots. */
  get(...path: string[]): Value | undefined {
    let at: Value | undefined = this.root;
    for (const key of path) {
      at = isMapping(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    }
    return at;
  }

  /** Takes the value at a path out. */
  take(...path: string[]): Value | undefined {
    const value = this.get(...path);
    const parent = this.get(...path.slice(0, -1));
    if (isMapping(parent)) {
      delete parent[path.at(-1) as string];
    }
    return value;
  }

  /** Tells of everything that was not taken. */
  leftovers(findings: Findings): void {
    for (const [path, value] of leaves(this.root)) {
      findings.unrecognised.push({ file: this.file, address: path, value: shown(value) });
    }
  }
}

function leaves(value: Value, path = ""): [string, Value][] {
  return isMapping(value)
    ? Object.entries(value).flatMap(([key, item]) => leaves(item, path === "" ? key : `${path}.${key}`))
    : path === ""
      ? []
      : [[path, value]];
}
