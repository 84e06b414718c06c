#!/usr/bin/env node
import { run } from "./run";

// Not process.exit, which would cut off what is still being written to a pipe.
run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
