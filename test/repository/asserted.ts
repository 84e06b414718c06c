import { parse } from "@cdktn/hcl2json";

/** What a file of the generated tests asserts, by run: the message of each assertion, and what each refusal is of. */
export async function asserted(path: string, text: string): Promise<Record<string, string[]>> {
  const { run } = await parse(path, text);
  return Object.fromEntries(
    Object.entries<any>(run).map(([name, [{ assert = [], expect_failures: refused = [] }]]) => [
      name,
      [
        ...assert.map(({ error_message: message }: any) => message),
        ...refused.map((expression: string) => `refuses ${expression.slice(2, -1)}`),
      ],
    ]),
  );
}
