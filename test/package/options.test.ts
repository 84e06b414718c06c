import { INVALID } from "../arbitrary-options";
import { Repository } from "./repository";

jest.setTimeout(600_000);

let repository: Repository;
beforeAll(() => {
  repository = Repository.create();
  // As setOptions() writes it, so that the only difference is the option.
  repository.setOptions({});
  repository.git("commit", "--quiet", "--all", "--message", "options");
});
afterAll(() => repository.remove());
afterEach(() => repository.reset());

/** For each option: a value, and the files that change with it. */
const CHANGES: [option: string, value: unknown, files: string[]][] = [];

test.each(CHANGES)("%s: %j changes what it has to, and nothing else", (option, value, files) => {
  repository.setOptions(nested(option, value));
  expect(repository.regenerate()).toEqual({ status: 0, output: "" });
  expect(repository.changed()).toEqual(files);
});

test("every option is changed once", () => {
  // devDeps are changed by every repository that is scaffolded; topology and identity have one value each.
  const unchanged = ["devDeps", "identity", "topology"];
  const changed = CHANGES.map(([option]) => option);
  expect(
    Object.keys(INVALID)
      .filter((option) => !changed.includes(option))
      .sort(),
  ).toEqual(unchanged);
});

function nested(path: string, value: unknown): object {
  return path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}
