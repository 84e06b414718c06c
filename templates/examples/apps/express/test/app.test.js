"use strict";

const assert = require("node:assert/strict");
const { once } = require("node:events");
const { after, before, test } = require("node:test");
const { createApp } = require("../src/app");

const SLOW_PAYMENT_MS = 100;
const servers = [];
let url;

async function start(paymentsUrl) {
  const log = { info() {}, error() {} };
  const server = createApp({ log, paymentsUrl, slowPaymentMs: SLOW_PAYMENT_MS }).listen(0);
  servers.push(server);
  await once(server, "listening");
  return `http://localhost:${server.address().port}`;
}

before(async () => {
  const paymentsUrl = await start();
  url = await start(`${paymentsUrl}/payments`);
});

after(() => {
  for (const server of servers) {
    server.close();
  }
});

test("a checkout is paid", async () => {
  const answer = await fetch(`${url}/checkout`);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).status, "paid");
});

test("a slow payment makes the checkout slow", async () => {
  const start = performance.now();
  const answer = await fetch(`${url}/checkout?slow=1`);
  assert.equal(answer.status, 200);
  assert.ok(performance.now() - start >= SLOW_PAYMENT_MS);
});

test("a payment that fails makes the checkout fail", async () => {
  const answer = await fetch(`${url}/checkout?fail=1`);
  assert.equal(answer.status, 500);
  assert.deepEqual(await answer.json(), { error: "payments answered 500" });
});

test("the health check asks nobody", async () => {
  const answer = await fetch(`${url}/healthz`);
  assert.deepEqual(await answer.json(), { status: "ok" });
});
