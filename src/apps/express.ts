import type { Framework } from "./framework";

/** Version of Node in the image. */
const NODE_VERSION = "24.21.0";

/** Express, instrumented by `--require`. */
export const express: Framework = {
  name: "express",
  title: "Express",
  sources: ["package.json", "src/app.js", "src/server.js", "test/app.test.js"],
  dockerfile: { nodeVersion: NODE_VERSION },
  readme: { nodeMajor: NODE_VERSION.split(".")[0] },
  environment: [
    {
      name: "NODE_OPTIONS",
      value: "--require @opentelemetry/auto-instrumentations-node/register",
      why: "Loads the instrumentation before the application: no line of code.",
    },
    {
      name: "OTEL_NODE_DISABLED_INSTRUMENTATIONS",
      value: "dns,net,router",
      why: "Spans for lookups, connections and middleware would double a trace, and tell nothing new.",
    },
    {
      name: "OTEL_NODE_RESOURCE_DETECTORS",
      value: "serviceinstance,env",
      why: "The others ask every cloud's metadata service, and X-Ray indexes 50 annotations a trace at most.",
    },
  ],
  newHttpAttributes: true,
  userId: 1000,
  memory: "192Mi",
};
