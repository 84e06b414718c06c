#!/usr/bin/env node
import { run } from "./run";

// What runs below ends with us, and removes what it has made.
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

// Not process.exit, which would cut off what is still being written to a pipe.
run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
