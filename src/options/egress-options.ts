/**
 * The way out of the cluster, for the collectors that write to AWS: X-Ray, Security Token Service, and Amazon Managed Service
 * for Prometheus. Agents write to the gateway alone, and have none of this.
 */
export interface EgressOptions {
  /**
   * URL of the proxy to AWS, such as `http://proxy.example.com:3128`. Nothing that the collector calls in the clear goes through
   * it: the addresses on its node from which a pod gets credentials are such.
   *
   * Default of the Terraform variable `https_proxy`, which can be null for a cluster without a proxy.
   *
   * @default - none, and no such variable
   * @see https://pkg.go.dev/net/http#ProxyFromEnvironment
   */
  readonly httpsProxy?: string;

  /**
   * Hosts, domains with a leading dot, addresses and CIDR ranges that are reached without the proxy: those of VPC endpoints, or
   * a Prometheus of your own. The cluster itself is among them anyway.
   *
   * Default of the Terraform variable `no_proxy`. The X-Ray exporter of old collectors does not read it: the generated README
   * says so where it holds.
   *
   * @default []
   */
  readonly noProxy?: string[];

  /**
   * Name of a ConfigMap in the collector's namespace, which holds as `ca.crt` one or more CAs in PEM. The collector trusts them
   * beside those of its image, for example that of a proxy that inspects TLS.
   *
   * It is read when a collector starts.
   *
   * @default - none, the CAs of the image
   * @see https://pkg.go.dev/crypto/x509#SystemCertPool
   */
  readonly caConfigMapName?: string;

  /**
   * The cluster has no way to the internet, and reaches AWS through VPC endpoints with private DNS. Terraform refuses to plan
   * while one of them is missing, and the generated README names those that images and charts need as well.
   *
   * It adds the Terraform variables `vpc_id` and `vpc_endpoint_services`. Whoever runs Terraform needs the right
   * `ec2:DescribeVpcEndpoints`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
   */
  readonly privateCluster?: boolean;
}
