import { isIP } from "node:net";
import * as v from "valibot";
import { allowsFrom, isBefore, lowestAllowed } from "./version-range";

/** A whole number within bounds. */
export const wholeNumber = (from: number, to: number) => {
  const allowed = `must be a whole number from ${from} to ${to}`;
  return v.pipe(v.number(allowed), v.integer(allowed), v.minValue(from, allowed), v.maxValue(to, allowed));
};

/** A number within bounds. */
export const numberWithin = (from: number, to: number) => {
  const allowed = `must be a number from ${from} to ${to}`;
  return v.pipe(v.number(allowed), v.minValue(from, allowed), v.maxValue(to, allowed));
};

/** A number without bounds. */
export const anyNumber = v.pipe(v.number("must be a number"), v.finite("must be a finite number"));

export const flag = v.boolean("must be true or false");

/** One of a few words. */
export const oneOf = <const T extends string>(...words: T[]) =>
  v.picklist(words, `must be ${words.length === 1 ? words[0] : `one of ${words.join(", ")}`}`);

/** A text of one line, neither empty nor padded. */
export const text = (maxLength = 256) =>
  format(
    // Neither what breaks a line in YAML 1.1, nor half a character.
    new RegExp(`^(?! )[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,${maxLength}}(?<! )$`, "u"),
    `must be text of one line, of 1 to ${maxLength} characters`,
    maxLength,
  );

/** A group of options. */
export const group = <T extends v.ObjectEntries>(entries: T) =>
  v.object(entries, ({ path }) => {
    const missing = path?.at(-1);
    return missing?.origin === "key" ? isMissing(entries[String(missing.key)]) : "must be an object";
  });

/** valibot reports a value that is not there as a mistake of the object around it. */
function isMissing(option: v.ObjectEntries[string]): string {
  return `is missing: ${v.safeParse(option as v.GenericSchema, undefined).issues?.[0].message}`;
}

/** One of several groups, told apart by the word at a key. */
export const oneOfGroups = <const T extends v.VariantOptions<"type">>(what: string, groups: T) =>
  v.variant("type", groups, ({ path, expected }) => {
    const word = path?.at(-1);
    if (word?.key !== "type") {
      return `must be ${what}, with name and type`;
    }
    const allowed = `must be one of ${expected?.replace(/[()"]/g, "").replaceAll(" | ", ", ")}`;
    return word.value === undefined ? `is missing: ${allowed}` : allowed;
  });

export const listOf = <T extends v.GenericSchema>(item: T, example: string) =>
  v.pipe(
    v.array(item, `must be a list, for example ${example}`),
    v.rawCheck(({ dataset, addIssue }) => {
      const seen = new Set<unknown>();
      for (const [key, value] of dataset.typed ? dataset.value.entries() : []) {
        if (seen.has(value)) {
          addIssue({
            message: "is there twice: leave one out",
            path: [{ type: "array", origin: "value", input: dataset.value as unknown[], key, value }],
          });
        }
        seen.add(value);
      }
    }),
  );

export const nonEmptyListOf = <T extends v.GenericSchema>(item: T, example: string) => {
  const allowed = `must be a list with at least one entry, for example ${example}`;
  return v.pipe(v.array(item, allowed), v.minLength(1, allowed));
};

/** Characters of a text whose form says nothing of its length. No address or name comes near it. */
const LONGEST_TEXT = 1024;

/** A text of a given form. What is too long is not even read: a pattern may take its time over it. */
export function format(pattern: RegExp, allowed: string, maxLength = LONGEST_TEXT) {
  return v.pipe(
    v.string(({ input }) =>
      typeof input === "number" && pattern.test(String(input))
        ? `is a number, and must be text: write '${input}'`
        : allowed,
    ),
    v.check(
      (text) => text.length <= maxLength && pattern.test(text),
      ({ input }) =>
        input.length > Math.max(maxLength, LONGEST_TEXT)
          ? `${allowed}. It has ${input.length} characters, and may have ${maxLength}`
          : allowed,
    ),
  );
}

/** A map of names to values. */
export function mapOf<K extends v.GenericSchema<string, string>, V extends v.GenericSchema>(
  key: K,
  value: V,
  allowed: string,
): v.RecordSchema<K, V, string> {
  const record = v.record(key, value, allowed);
  return {
    ...record,
    "~run"(dataset, config) {
      const input = dataset.value as Record<string, unknown>;
      const result = record["~run"](dataset, config);
      // valibot leaves these two out without a word. As a label or a tag they are names like any other.
      for (const name of ["constructor", "prototype"]) {
        if (typeof input === "object" && input !== null && Object.hasOwn(input, name)) {
          const { [name]: one } = { [name]: input[name] };
          const checked = v.safeParse(v.object({ key, value }), { key: name, value: one });
          for (const { message } of checked.issues ?? []) {
            const path = [{ type: "object", origin: "value", input, key: name, value: one }];
            (result as { issues?: unknown[] }).issues = [...(result.issues ?? []), { message, path, input: one }];
          }
          (result.value as Record<string, unknown>)[name] = one;
        }
      }
      return result;
    },
  } as v.RecordSchema<K, V, string>;
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export const kubernetesName = (maxLength: number) =>
  format(
    new RegExp(`^(?=.{1,${maxLength}}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$`),
    `must be a Kubernetes name: lower-case letters, digits and '-', not '-' at either end, at most ${maxLength} characters`,
  );

/**
 * What a Service can be called: a label of the older standard, which begins with a letter.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export const kubernetesServiceName = (maxLength: number) =>
  format(
    new RegExp(`^(?=.{1,${maxLength}}$)[a-z]([-a-z0-9]*[a-z0-9])?$`),
    `must be the name of a Kubernetes Service: lower-case letters, digits and '-', a letter first, not '-' at the end, at most ${maxLength} characters`,
  );

const CIDR_BLOCK = "must be a block of addresses, for example '10.0.0.0/16' or 'fd00:10::/64'";

/** The priority classes that every cluster has. */
const SYSTEM_PRIORITY_CLASSES = ["system-node-critical", "system-cluster-critical"];

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
export const kubernetesSubdomain = format(
  /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  "must be a Kubernetes name: lower-case letters, digits, '-' and '.', a letter or digit at either end and beside each '.', at most 253 characters",
);

/** The names that begin with `system-` are Kubernetes' own. @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass */
export const priorityClassName = v.pipe(
  kubernetesSubdomain,
  v.check(
    (name) => !name.startsWith("system-") || SYSTEM_PRIORITY_CLASSES.includes(name),
    `must not begin with system-, which Kubernetes keeps for ${SYSTEM_PRIORITY_CLASSES.join(" and ")}`,
  ),
);

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const kubernetesLabelKey = format(
  /^((?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  "must be a Kubernetes label key, for example 'kubernetes.io/os'",
);

export const kubernetesLabelValue = format(
  /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
  "must be a Kubernetes label value: at most 63 letters, digits, '-', '_' and '.'",
);

/** A block of IPv4 or IPv6 addresses. @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors */
export const cidrBlock = v.pipe(
  format(/^[0-9a-f.:]{2,39}\/(0|[1-9][0-9]{0,2})$/, CIDR_BLOCK),
  v.check((text) => {
    const [address, length] = text.split("/");
    const version = isIP(address);
    return version !== 0 && !/:.*\./.test(address) && Number(length) <= (version === 4 ? 32 : 128);
  }, CIDR_BLOCK),
);

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const eksClusterName = format(
  /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
  "must be an EKS cluster name: letters, digits, '-' and '_', at most 100 characters, a letter or digit first",
);

/**
 * An address that the collector sends metrics to: over TLS, so that nobody reads what the signature covers.
 *
 * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-APIReference-RemoteWrite.html
 */
export const remoteWriteUrl = v.pipe(
  format(
    /^https:\/\/[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?(\/[A-Za-z0-9._~/-]*)?$/,
    "must be an https URL without a query, for example https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-0123/api/v1/remote_write",
  ),
  v.check(
    (url) => !/aps-workspaces[^/]*\/workspaces\/[^/]+\/?$/.test(url),
    "is the address of the workspace, not yet of remote write: add /api/v1/remote_write to it",
  ),
);

/**
 * A proxy. A user and a password in its address would be a secret in a repository and in Terraform's state.
 *
 * @see https://pkg.go.dev/net/http#ProxyFromEnvironment
 */
export const proxyUrl = format(
  /^https?:\/\/[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?:[0-9]{1,5}\/?$/,
  "must be the http or https URL of a proxy with its port, for example http://proxy.example.com:3128. A user and a password in it are a secret: give that by extra_values, from a Secret",
);

const PROXY_EXCEPTION =
  "must be a host, a domain with a leading dot, an address or a CIDR range, for example .example.com or 10.0.0.0/8";

/** What Go takes in NO_PROXY, but for a port. @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config */
export const proxyException = v.pipe(
  format(
    /^(?:(?:\*\.|\.)?[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(?:\/[0-9]{1,2})?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:\/[0-9]{1,3})?)$/,
    PROXY_EXCEPTION,
    253,
  ),
  v.check((text) => !text.includes(":") || isIP(text.replace(/\/.*/, "")) === 6, PROXY_EXCEPTION),
);

/** Where OTLP is taken. A user and a password in it would be a secret in a repository. */
export const otlpEndpoint = format(
  /^https?:\/\/[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?(\/[A-Za-z0-9._~/-]*)?$/,
  "must be an http or https URL without a user and a query, for example https://otlp.example.com:4317",
);

/** The name of an exporter, of which that of an environment variable is made. */
export const exporterName = format(
  /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  "must be a name: at most 40 small letters, digits and single '-' between them, beginning with a letter",
);

/** A header that the collector may add. gRPC keeps some to itself, and those ending in -bin for what is no text. */
export const headerName = format(
  /^(?!(?:grpc-|content-|host$|te$|connection$|transfer-encoding$|user-agent$).*|.*-bin$)(?=.{1,64}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/i,
  "must be the name of a header that is not the protocol's own: at most 64 letters, digits and single '-' between them, for example authorization",
);

/** @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
export const secretKey = format(
  /^(?!\.{1,2}$)[-A-Za-z0-9_.]{1,253}$/,
  "must be a key of a Secret: at most 253 letters, digits, '-', '_' and '.'",
);

/** @see https://helm.sh/docs/topics/registries/ */
export const chartRepository = format(
  /^(https?|oci):\/\/[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]{1,5})?(\/[A-Za-z0-9._~/-]*)?$/,
  "must be an https, http or oci URL, for example https://charts.example.com/mirror",
);

/** @see https://github.com/distribution/reference/blob/main/reference.go */
export const imageRepository = format(
  /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
  "must be a container image without a tag, for example registry.example.com/otel/opentelemetry-collector-contrib",
);

export const imageTag = format(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "must be an image tag, for example 0.159.0");

/** @see https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
export const imageDigest = format(
  /^sha256:[a-f0-9]{64}$/,
  "must be an image digest: sha256: and 64 hexadecimal digits, as the registry shows it",
);

/**
 * One version, as upstream tags its releases.
 *
 * @param problemOf - what else is wrong with it, if anything
 */
export function version(example: string, problemOf: (version: string) => string | undefined) {
  const allowed = `must be a version of three numbers, for example ${example}`;
  return v.pipe(
    v.string(allowed),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) {
        return;
      }
      const message = isVersion(dataset.value) ? problemOf(dataset.value) : allowed;
      if (message !== undefined) {
        addIssue({ message });
      }
    }),
  );
}

/** Whether a text is a version of three numbers. */
export const isVersion = (text: string) => /^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}$/.test(text);

/** @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
export const versionRange = v.pipe(
  format(
    /^((=|!=|>=|<=|~>|>|<) ?)?\d{1,9}(\.\d{1,9}){0,2}(, ?((=|!=|>=|<=|~>|>|<) ?)?\d{1,9}(\.\d{1,9}){0,2})*$/,
    "must be a Terraform version range, for example '>= 5.0, < 7.0'",
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed && !dataset.issues && lowestAllowed(dataset.value) === undefined) {
      addIssue({ message: "allows no version at all: its conditions contradict each other" });
    }
  }),
);

/**
 * From which version on `test` knows `mock_provider`. Before, Terraform finds no tests and says that all is well, or can't read
 * them.
 *
 * @see https://developer.hashicorp.com/terraform/language/tests/mocking
 * @see https://opentofu.org/docs/cli/commands/test/
 */
export const MOCKS_SINCE = { terraform: "1.7.0", tofu: "1.8.0" } as const;

/** The oldest Terraform that reads defaults of optional attributes. */
const OLDEST_TERRAFORM = "1.3.0";

/**
 * Versions of Terraform that can read the module. Optional attributes have defaults from 1.3 on.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints#optional-object-type-attributes
 */
export const terraformRange = v.pipe(
  versionRange,
  v.rawCheck(({ dataset, addIssue }) => {
    const lowest = dataset.typed && !dataset.issues ? lowestAllowed(dataset.value) : undefined;
    if (lowest !== undefined && isBefore(lowest, OLDEST_TERRAFORM)) {
      addIssue({
        message: `allows Terraform ${lowest}, and the module needs ${OLDEST_TERRAFORM} or later: begin it with '>= 1.9', or with '>= 1.3' at the least`,
      });
    } else if (lowest !== undefined && !allowsFrom(dataset.value as string, MOCKS_SINCE.terraform)) {
      addIssue({
        message: `allows no Terraform that can run the module's tests, which mock providers: let it reach ${MOCKS_SINCE.terraform} at the least`,
      });
    }
  }),
);

/** A name in IAM, in which variables of the module may stand. */
export const iamName = (length: number) =>
  format(
    new RegExp(`^(?:[A-Za-z0-9_+=,.@-]|\\{cluster_name\\}|\\{namespace\\}){1,${length}}$`),
    `must be a name in IAM: at most ${length} letters, digits and _+=,.@-, where {cluster_name} and {namespace} stand for the variables`,
  );

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export const roleArn = format(
  /^arn:[a-z-]+:iam::[0-9]{12}:role\/[A-Za-z0-9_+=,.@/-]*[A-Za-z0-9_+=,.@-]$/,
  "must be the ARN of an IAM role, for example arn:aws:iam::111122223333:role/xray-writer",
);

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const externalId = format(
  /^[A-Za-z0-9_+=,.@:/-]{2,1224}$/,
  "must be an external id of AWS STS: 2 to 1224 letters, digits and _+=,.@:/-",
  1224,
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const iamPath = format(
  /^\/([!-~]{1,510}\/)?$/,
  "must be a path in IAM: '/' at either end, at most 512 characters, none of them a space, for example /tracing/",
  512,
);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating */
export const tagKey = format(
  /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu,
  "must be an AWS tag key: at most 128 letters, digits, spaces and _.:/=+-@, not starting with aws:",
);

export const tagValue = format(
  /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
  "must be an AWS tag value: at most 256 letters, digits, spaces and _.:/=+-@",
);

/** @see https://developer.hashicorp.com/terraform/language/modules/sources */
export const moduleSource = format(
  /^(git::\S+|git@[\w.-]+:\S+|(github\.com|bitbucket\.org)\/\S+|([\w.-]+\.[\w.-]+(:\d{1,5})?\/)?[\w-]+\/[\w-]+\/[a-z0-9]+)(?<![?"\\$%].*)$/,
  "must be the address of a module without a version, for example git::https://github.com/example/tracing.git or app.terraform.io/example/tracing/aws",
);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export const policyArn = format(
  /^arn:[a-z-]+:iam::([0-9]{12}|aws):policy\/[\w+=,.@/-]+$/,
  "must be the ARN of an IAM policy, for example arn:aws:iam::111122223333:policy/boundary",
);

/** @see https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners */
export const codeOwner = format(
  /^(@[A-Za-z0-9][A-Za-z0-9-]{0,38}(\/[A-Za-z0-9][A-Za-z0-9_.-]*)?|[^\s@#]+@[^\s@#.]+(\.[^\s@#.]+)+)$/,
  "must be a GitHub user, team or address, for example @example/platform",
);

/** @see https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name */
export const repositoryName = format(
  /^[a-z0-9][a-z0-9._-]{0,213}$/,
  "must be a repository name: lower-case letters, digits, '-', '_' and '.', for example eks-otel-tracing. `projen new` takes the directory's name unless --name gives another",
);

export const urlPath = format(/^\/[A-Za-z0-9._~/-]*$/, "must be a URL path without a query, for example /healthz");

export const attributeKey = format(
  /^[A-Za-z][A-Za-z0-9_.:/-]{0,254}$/,
  "must be an attribute key, for example http.route",
);

/** A package as npm takes it, with or without a version, address or alias behind it. @see https://docs.npmjs.com/cli/v11/using-npm/package-spec */
export const npmPackage = v.pipe(
  format(
    /^(@[A-Za-z0-9~-][A-Za-z0-9._~-]{0,213}\/)?[A-Za-z0-9~-][A-Za-z0-9._~-]{0,213}(@(?! )[^\p{Cc}]{1,500}(?<! ))?$/u,
    "must be an npm package, with or without a version, for example my-standards@1.2.0",
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed && !dataset.issues && dataset.value.split("@")[0] in Object.prototype) {
      addIssue({
        message: "is called like a part of every JavaScript object, and projen takes it for that: install it otherwise",
      });
    }
  }),
);
