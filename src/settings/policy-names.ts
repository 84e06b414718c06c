/** Names of the policies that the options themselves make. */
export const BUILT_IN_POLICY_NAMES = {
  errors: "always-sample-errors",
  slow: "always-sample-slow",
  probabilistic: "probabilistic",
} as const;

/** Names of the policies that drop health checks, by the HTTP attribute that holds the path. Which one is set differs by SDK. */
export const HEALTH_CHECK_POLICY_NAMES = {
  "http.target": "drop-health-checks-http-target",
  "url.path": "drop-health-checks-url-path",
  "http.route": "drop-health-checks-http-route",
} as const;
