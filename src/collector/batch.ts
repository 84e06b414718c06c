import { components, type Feature } from "./config-parts";

/** What is sent together. */
export const batch: Feature = () => [
  {
    components: components("collector/batch.yaml", {}),
    processors: [{ name: "batch", stage: "batch", signals: ["traces", "metrics", "logs"] }],
  },
];
