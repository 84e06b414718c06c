import type { Framework } from "./framework";

/** Version of Go in the image. */
const GO_VERSION = "1.26.8";

/** Go's `net/http`, with the lines of code that its instrumentation takes. */
export const go: Framework = {
  name: "go",
  title: "Go",
  sources: ["go.mod", "go.sum", "main.go", "shop.go", "shop_test.go", "tracing.go"],
  dockerfile: { goVersion: GO_VERSION },
  readme: { goMinor: GO_VERSION.split(".").slice(0, 2).join(".") },
  environment: [],
  newHttpAttributes: true,
  userId: 65532,
  memory: "64Mi",
};
