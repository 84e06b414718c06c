import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OWN_ACTIONS } from "../projenrc/security";
import { ACTIONS } from "../src/repository/actions";

/** The project's own updates. */
const ROOT = join(__dirname, "..");
const text = (path: string) => readFileSync(join(ROOT, path), "utf8");
const { customManagers } = JSON.parse(text("renovate.json"));

/** What Renovate finds in a file, as `name version`. */
function found(path: string): string[] {
  return customManagers
    .filter(({ managerFilePatterns }: any) =>
      managerFilePatterns.some((pattern: string) => new RegExp(pattern.slice(1, -1)).test(path)),
    )
    .flatMap(({ matchStrings, depNameTemplate }: any) =>
      matchStrings.flatMap((pattern: string) =>
        [...text(path).matchAll(new RegExp(pattern, "g"))].map(
          ({ groups }) => `${groups?.depName ?? depNameTemplate} ${groups?.currentValue}`,
        ),
      ),
    );
}

test("it raises every dependency that is pinned, where it is pinned", () => {
  const { devDependencies } = JSON.parse(text("package.json"));
  const exact = Object.entries<string>(devDependencies).filter(([, version]) => /^\d/.test(version));
  expect(exact.length).toBeGreaterThan(30);
  expect(found(".projenrc.ts")).toEqual(expect.arrayContaining(exact.map(([name, version]) => `${name} ${version}`)));
});

test("and every action", () => {
  const versions = (actions: object) => Object.values(actions).map((action) => action.replace(/@\S+ #/, ""));
  expect(found("src/repository/actions.ts")).toEqual(versions(ACTIONS));
  expect(found("projenrc/security.ts")).toEqual(versions(OWN_ACTIONS));
});
