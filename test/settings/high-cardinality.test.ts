import { isHighCardinality } from "../../src/settings/high-cardinality";

test.each([
  ...["url.full", "session.id", "k8s.pod.uid", "uuid", "cart.uuid", "a-guid", "mail", "shop_email", "peer.ip_address"],
  ...["shop.user_id", "customer-id", "accountid", "a.session.id", "request_id", "x_trace_id", "span.id", "order.ID"],
])("%s has any number of values", (attribute) => {
  expect(isHighCardinality(attribute)).toBe(true);
});

test.each([
  ...["http.route", "service.name", "uuids", "superuuid", "emails", "user.id.kind", "user..id", "user_ids"],
  ...["poweruser_id", "shop.tier_id", "user", "ip_addresses"],
])("%s has not", (attribute) => {
  expect(isHighCardinality(attribute)).toBe(false);
});
