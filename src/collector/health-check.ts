import { components, type Feature } from "./config-parts";

/** What the chart's probes ask. */
export const healthCheck: Feature = () => [
  { components: components("collector/health-check.yaml", {}), extensions: ["health_check"] },
];
