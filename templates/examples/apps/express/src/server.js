"use strict";

const pino = require("pino");
const { createApp } = require("./app");

// One JSON object a line. The instrumentation adds trace_id and span_id to each.
const log = pino();

const port = Number(process.env.PORT ?? 8080);
const app = createApp({
  log,
  paymentsUrl: process.env.PAYMENTS_URL ?? `http://localhost:${port}/payments`,
  slowPaymentMs: Number(process.env.SLOW_PAYMENT_MS ?? 700),
});

const server = app.listen(port, () => log.info({ port: server.address().port }, "listening"));

<%> examples/apps/express/sigterm.js %>
