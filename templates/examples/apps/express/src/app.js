"use strict";

const { setTimeout: wait } = require("node:timers/promises");
const express = require("express");

/**
 * A checkout service and the payments service that it calls, in one program.
 *
 * No line here is about tracing: the instrumentation patches Express, `fetch` and pino when the process starts.
 */
function createApp({ log, paymentsUrl, slowPaymentMs }) {
  const app = express();
  app.disable("x-powered-by");

  app.get("/healthz", (_request, response) => {
    response.json({ status: "ok" });
  });

  app.get("/checkout", async (request, response) => {
    // The trace context travels in the headers of this call.
    const answer = await fetch(`${paymentsUrl}?${new URLSearchParams(request.query)}`, {
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) {
      throw new Error(`payments answered ${answer.status}`);
    }
    const payment = await answer.json();
    log.info({ payment: payment.id }, "order paid");
    response.json({ status: "paid", payment });
  });

  app.get("/payments", async (request, response) => {
    if (request.query.slow) {
      await wait(slowPaymentMs);
    }
    if (request.query.fail) {
      throw new Error("card declined");
    }
    response.json({ id: crypto.randomUUID() });
  });

  // A 5xx answer marks the span as failed, so the collector keeps the trace. A 4xx answer would not.
  app.use((error, request, response, _next) => {
    log.error({ err: error, path: request.path }, "request failed");
    response.status(500).json({ error: error.message });
  });

  return app;
}

module.exports = { createApp };
