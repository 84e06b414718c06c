/**
 * Attributes that differ from request to request, from user to user or from pod to pod.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/registry/attributes/
 */
const KNOWN: ReadonlySet<string> = new Set([
  "aws.request_id",
  "client.address",
  "client.port",
  "container.id",
  "db.query.text",
  "db.statement",
  "enduser.id",
  "enduser.pseudo.id",
  "exception.message",
  "exception.stacktrace",
  "faas.invocation_id",
  "http.client_ip",
  "http.target",
  "http.url",
  "http.user_agent",
  "k8s.pod.ip",
  "k8s.pod.name",
  "k8s.pod.uid",
  "messaging.conversation_id",
  "messaging.message.conversation_id",
  "messaging.message.id",
  "net.peer.ip",
  "net.peer.port",
  "net.sock.peer.addr",
  "net.sock.peer.port",
  "network.peer.address",
  "network.peer.port",
  "process.command_line",
  "process.pid",
  "service.instance.id",
  "session.id",
  "session.previous_id",
  "source.address",
  "thread.id",
  "url.full",
  "url.original",
  "url.path",
  "url.query",
  "user.email",
  "user.full_name",
  "user.hash",
  "user.id",
  "user.name",
  "user_agent.original",
]);

/** Attributes of one's own that tell by their name that they are such: `shop.user_id`, `cart.uuid`. */
const TELLING =
  /(^|[._-])(uuid|guid|e?mail|ip_address|(user|customer|account|session|request|trace|span|order|cart)[._-]?id)$/i;

/** Whether an attribute is known to have any number of values. */
export function isHighCardinality(attribute: string): boolean {
  return KNOWN.has(attribute) || TELLING.test(attribute);
}
