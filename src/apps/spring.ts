import type { Framework } from "./framework";

/** Versions of the build's and the runtime's image. */
const MAVEN_VERSION = "3.9.16";
const JAVA_VERSION = "17.0.20_8";
const JAVA_MAJOR = JAVA_VERSION.split(".")[0];

/** OpenTelemetry's Java agent, and the checksum of its file. */
const AGENT = {
  agentVersion: "2.33.1",
  agentSha256: "e43a270df53c6f423e0ab157be9c27ccc01d5dc3232e162fe54777573db2f149",
} as const;

const JAVA = "src/main/java/com/example/shop";

/** Spring Boot, instrumented by the Java agent. */
export const spring: Framework = {
  name: "spring",
  title: "Spring Boot",
  sources: [
    "pom.xml",
    "src/main/resources/application.yaml",
    `${JAVA}/CheckoutController.java`,
    `${JAVA}/Failures.java`,
    `${JAVA}/HealthController.java`,
    `${JAVA}/PaymentsController.java`,
    `${JAVA}/ShopApplication.java`,
    `${JAVA}/ShopProperties.java`,
    "src/test/java/com/example/shop/ShopApplicationTest.java",
  ],
  ignored: ["target/"],
  dockerfile: {
    mavenVersion: MAVEN_VERSION,
    javaVersion: JAVA_VERSION,
    javaMajor: JAVA_MAJOR,
    ...AGENT,
  },
  dependencies: AGENT,
  readme: { javaMajor: JAVA_MAJOR, agentVersion: AGENT.agentVersion },
  environment: [
    {
      name: "JAVA_TOOL_OPTIONS",
      value: "-javaagent:/opentelemetry-javaagent.jar",
      localValue: "-javaagent:target/opentelemetry-javaagent.jar",
      why: "Loads the agent before the application: no line of code.",
    },
    {
      name: "OTEL_RESOURCE_DISABLED_KEYS",
      value: "process.command_args,process.command_line",
      why: "A command line may hold a secret, and X-Ray would index it.",
    },
  ],
  newHttpAttributes: true,
  temporaryFiles: true,
  userId: 1000,
  memory: "512Mi",
};
