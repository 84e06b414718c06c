import { components, type Feature } from "./config-parts";

/** What tells the clusters apart, on everything that is sent. */
export const clusterName: Feature = () => [
  {
    components: components("collector/cluster-name.yaml", {}),
    processors: [{ name: "resource", stage: "stamp", signals: ["traces", "metrics", "logs"] }],
  },
];
