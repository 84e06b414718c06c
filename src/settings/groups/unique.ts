import * as v from "valibot";

/** No two items of a list with the same text at a key. */
export function unique<T extends { readonly [key in K]: string }, K extends string>(
  key: K,
  message: string,
  normal: (text: string) => string = (text) => text,
) {
  return v.rawCheck<T[]>(({ dataset, addIssue }) => {
    const taken = new Set<string>();
    for (const [index, item] of dataset.typed ? dataset.value.entries() : []) {
      if (taken.has(normal(item[key]))) {
        addIssue({
          message,
          path: [
            { type: "array", origin: "value", input: dataset.value as unknown[], key: index, value: item },
            { type: "object", origin: "value", input: item as never, key, value: item[key] },
          ],
        });
      }
      taken.add(normal(item[key]));
    }
  });
}
