const LINE_WIDTH = 120;

/** A call with its arguments, one a line where they do not fit into one. */
export function callText(method: string, args: readonly unknown[]): string {
  const line = `${method}(${args.map(literal).join(", ")});`;
  return line.length <= LINE_WIDTH ? line : `${method}(\n${args.map((arg) => `  ${literal(arg)},\n`).join("")});`;
}

/** Data as a person writes it in TypeScript. */
export function literal(value: unknown): string {
  if (typeof value === "string") {
    return value.includes("'") && !value.includes('"')
      ? JSON.stringify(value)
      : `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, item]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key)}: ${literal(item)}`,
    );
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return JSON.stringify(value) ?? "undefined";
}
