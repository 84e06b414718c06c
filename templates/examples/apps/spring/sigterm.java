// When the JVM begins to end, the agent stops at once, and spans of requests in flight would be lost. So Spring
// finishes its requests first.
Signal.handle(new Signal("TERM"), signal -> System.exit(SpringApplication.exit(context)));
