import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A Secret of type `kubernetes.io/tls`, as cert-manager writes it: with the CA beside the certificate. */
export type TlsSecret = Readonly<Record<"tls.crt" | "tls.key" | "ca.crt", string>>;

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];

/** A CA of a test's own. What it issues has a subject: Java refuses one without, unless its names are marked critical. */
export class CertificateAuthority {
  readonly certificate: string;
  private readonly key: string;

  constructor(name: string) {
    [this.certificate, this.key] = made(["-subj", `/CN=${name}`]);
  }

  /** A certificate of a server, for a DNS name, and on this machine for whoever can't be told that name. */
  server(dnsName: string): TlsSecret {
    return this.issued(`DNS:${dnsName},IP:127.0.0.1`, "serverAuth");
  }

  /** A certificate of a client. */
  client(dnsName: string): TlsSecret {
    return this.issued(`DNS:${dnsName}`, "clientAuth");
  }

  private issued(names: string, purpose: string): TlsSecret {
    const extensions = [`subjectAltName=${names}`, `extendedKeyUsage=${purpose}`, "basicConstraints=critical,CA:FALSE"];
    const [certificate, key] = made(
      [
        "-subj",
        "/CN=acceptance",
        "-CA",
        "ca.crt",
        "-CAkey",
        "ca.key",
        ...extensions.flatMap((text) => ["-addext", text]),
      ],
      { "ca.crt": this.certificate, "ca.key": this.key },
    );
    return { "tls.crt": certificate, "tls.key": key, "ca.crt": this.certificate };
  }
}

/** Why no certificates can be made on this machine; nothing, if they can. */
export function missingOpenssl(): string | undefined {
  try {
    const version = execFileSync("openssl", ["version"], { encoding: "utf8" });
    return /^OpenSSL [3-9]\./.test(version) ? undefined : `the machine has ${version.trim()}, and not OpenSSL 3`;
  } catch {
    return "the machine has no openssl";
  }
}

/** What openssl makes of files: a certificate and its key. */
function made(args: readonly string[], files: Readonly<Record<string, string>> = {}): [string, string] {
  const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-certificate-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(directory, name), content);
    }
    execFileSync("openssl", ["req", "-x509", ...KEY, "-keyout", "new.key", "-out", "new.crt", ...args], {
      cwd: directory,
      stdio: ["ignore", "ignore", "pipe"],
    });
    return [readFileSync(join(directory, "new.crt"), "utf8"), readFileSync(join(directory, "new.key"), "utf8")];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
