import { migrations } from "../src/migrations";

test("each migration is for a release, in their order, and says what it does", () => {
  const versions = migrations.map(({ version }) => version);
  expect(versions).toEqual([...versions].sort((a, b) => a.localeCompare(b, "en", { numeric: true })));
  for (const { version, description } of migrations) {
    expect([version, description]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/), expect.stringMatching(/\S/)]);
  }
});
