// The instrumentation's own handler stops the SDK at once: spans of requests in flight would be lost. Without it the SDK
// flushes when nothing is left to do, which is after the last request.
process.removeAllListeners("SIGTERM");
process.once("SIGTERM", () => {
  log.info("stopping");
  server.close(() => log.info("stopped"));
});
