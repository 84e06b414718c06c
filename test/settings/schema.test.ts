import type * as v from "valibot";
import type { EksOtelTracingProjectOptions } from "../../src";
import type { schema } from "../../src/settings/schema";
import { resolveSettings } from "../../src/settings/settings";

type Checked = Omit<v.InferInput<typeof schema>, "__new__">;

/** What is typed can be checked, and what is checked is typed: the compiler refuses either line when it does not hold. */
const typedIsChecked = (options: EksOtelTracingProjectOptions): Checked => options;
const checkedIsTyped = (options: Omit<Checked, "parent" | "logging">): EksOtelTracingProjectOptions => options;

test("the options interface and the checks agree", () => {
  expect(resolveSettings(typedIsChecked(checkedIsTyped({ namespace: "a" }))).namespace).toBe("a");
});
