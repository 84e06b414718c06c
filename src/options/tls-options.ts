/**
 * TLS for what applications send.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/configtls/README.md
 */
export interface CollectorTlsOptions {
  /**
   * Name of a Secret in the collector's namespace, of type `kubernetes.io/tls`: `tls.crt`, with the chain to the CA, and
   * `tls.key`. The certificate is for the Service's name, by default `otel-collector.tracing.svc.cluster.local`.
   *
   * A renewed certificate is taken up within minutes, without a restart.
   *
   * @see https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets
   */
  readonly secretName: string;

  /**
   * Name of a ConfigMap in the namespaces of the applications, which holds as `ca.crt` the CA that they check the certificate
   * by. trust-manager, for one, keeps such a ConfigMap in every namespace.
   *
   * @default - none: applications trust the certificate already, as one of a public CA
   * @see https://cert-manager.io/docs/trust/trust-manager/
   */
  readonly caConfigMapName?: string;
}

/**
 * TLS from the agents to the gateway.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/configtls/README.md
 */
export interface GatewayTlsOptions {
  /**
   * Name of a Secret in the collector's namespace, of type `kubernetes.io/tls`, with the CA beside it as cert-manager writes
   * it: `tls.crt` and `tls.key`, which the gateway alone gets, and `ca.crt`, which the agents check it by. The certificate is
   * for the gateway's Service, by default `otel-collector-gateway.tracing.svc.cluster.local`.
   *
   * A renewed certificate is taken up within minutes, without a restart; another CA is not.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   */
  readonly secretName: string;

  /**
   * Name of a Secret of the same kind for the agents, which turns mutual TLS on: `tls.crt` and `tls.key`, which the agents
   * alone get, and `ca.crt`, by which the gateway checks them. Nobody without such a certificate can send to the gateway.
   *
   * @default - none, whoever reaches the gateway may send to it
   */
  readonly clientSecretName?: string;
}
