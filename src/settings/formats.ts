import * as v from "valibot";

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
    new RegExp(`^(?! )[^\\p{Cc}]{1,${maxLength}}(?<! )$`, "u"),
    `must be text of one line, of 1 to ${maxLength} characters`,
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
    v.checkItems((value, index, list) => list.indexOf(value) === index, "is there twice: leave one out"),
  );

export const nonEmptyListOf = <T extends v.GenericSchema>(item: T, example: string) => {
  const allowed = `must be a list with at least one entry, for example ${example}`;
  return v.pipe(v.array(item, allowed), v.minLength(1, allowed));
};

/** A text of a given form. */
export function format(pattern: RegExp, allowed: string) {
  return v.pipe(
    v.string(({ input }) =>
      typeof input === "number" && pattern.test(String(input))
        ? `is a number, and must be text: write '${input}'`
        : allowed,
    ),
    v.regex(pattern, allowed),
  );
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export const kubernetesName = (maxLength: number) =>
  format(
    new RegExp(`^(?=.{1,${maxLength}}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$`),
    `must be a Kubernetes name: lower-case letters, digits and '-', not '-' at either end, at most ${maxLength} characters`,
  );

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export const kubernetesLabelKey = format(
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  "must be a Kubernetes label key, for example 'kubernetes.io/os'",
);

export const kubernetesLabelValue = format(
  /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
  "must be a Kubernetes label value: at most 63 letters, digits, '-', '_' and '.'",
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
export const versionRange = format(
  /^(=|!=|>=|<=|~>|>|<)? ?\d+(\.\d+){0,2}(, ?(=|!=|>=|<=|~>|>|<)? ?\d+(\.\d+){0,2})*$/,
  "must be a Terraform version range, for example '>= 5.0, < 7.0'",
);

/** A name in IAM, in which variables of the module may stand. */
export const iamName = (length: number) =>
  format(
    new RegExp(`^(?:[A-Za-z0-9_+=,.@-]|\\{cluster_name\\}|\\{namespace\\}){1,${length}}$`),
    `must be a name in IAM: at most ${length} letters, digits and _+=,.@-, where {cluster_name} and {namespace} stand for the variables`,
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
  /^(@[A-Za-z0-9][A-Za-z0-9-]{0,38}(\/[A-Za-z0-9][A-Za-z0-9_.-]*)?|[^\s@#]+@[^\s@#]+\.[^\s@#]+)$/,
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
  "must be an attribute key, for example service.name",
);
