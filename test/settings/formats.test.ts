import * as v from "valibot";
import * as formats from "../../src/settings/formats";
import * as repositoryFormats from "../../src/settings/repository-formats";

const of = (length: number, character = "a") => character.repeat(length);

/** What is just allowed, and what just isn't, in each place where a text may be wrong. */
// biome-ignore format: as many texts in a line as it has room for.
const FORMATS: [name: string, format: v.GenericSchema<string>, allowed: string[], refused: string[]][] = [
  [
    "a text of one line",
    formats.text(5),
    ["a", "a b", "äöü-1"],
    ["", " a", "a ", "abcdef", "a\nb", "a\u2028b", "a\u2029b", "a\ud800"],
  ],
  [
    "a Kubernetes name",
    formats.kubernetesName(5),
    ["a", "1", "a-1-b", "ab1"],
    ["", "-a", "a-", "a_b", "A", "aB", "a.b", "abcdef", "a\nb"],
  ],
  [
    "the name of a Service",
    formats.kubernetesServiceName(5),
    ["a", "a-1", "a1"],
    ["", "1a", "-a", "a-", "aB", "a_b", "a.b", "abcdef"],
  ],
  [
    "a name with dots",
    formats.kubernetesSubdomain,
    ["a", "1", "ab", "a-b", "a.b", "a.b-c.d", "a1.b-2", "ab.cd.ef", `${of(126)}.${of(126)}`],
    [
      "", "-a", "a-", "a.", ".a", "a..b", "a.-b", "a.b-", "a-.b", "A", "a.B", "a_b", `${of(126)}.${of(127)}`, "a b",
      "a.b c",
    ],
  ],
  [
    "a priority class",
    formats.priorityClassName,
    ["high", "system", "system-node-critical", "system-cluster-critical"],
    ["system-high", "High"],
  ],
  [
    "a label key",
    formats.kubernetesLabelKey,
    ["a", "A", "1", "a-b", "aB_c.d", of(63), "a/b", "a.b/c", "ab-c.de-f/G.h", "a1.2b.c3/d", `${of(253)}/a`],
    [
      "", "-a", "a-", "_a", "a.", of(64), "/a", "a/", "A/b", "-a/b", "a-/b", "a..b/c", "a./b", "a.-b/c", "a.b-/c",
      "a.B/c", "a/b/c", `${of(254)}/a`, "a b", "a/b c", "a_b/c",
    ],
  ],
  [
    "a label value",
    formats.kubernetesLabelValue,
    ["", "a", "A1", "a-b_c.D", of(63)],
    ["-a", "a-", "_", ".a", of(64), "a b", "a/b"],
  ],
  [
    "a block of addresses",
    formats.cidrBlock,
    ["10.0.0.0/16", "0.0.0.0/0", "10.0.0.1/32", "fd00:10::/64", "::/0", "::1/128"],
    [
      "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/08", "10.0.0.0/", "::1/129", "::ffff:10.0.0.0/96", "x10.0.0.0/8",
      "10.0.0.0/8x", "10.0.0.0/8/8", "g::/8", "FD00::/8",
    ],
  ],
  [
    "a cluster name",
    formats.eksClusterName,
    ["a", "1", "A-b_2", of(100)],
    ["", "-a", "_a", of(101), "a.b", "a b", "a\n"],
  ],
  [
    "an address of remote write",
    formats.remoteWriteUrl,
    [
      "https://a", "https://ab", "https://a-b.c", "https://a:1", "https://a:12345/", "https://a/b.C_d~e-1/f",
      "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0/api/v1/remote_write",
    ],
    [
      "http://a", "xhttps://a", "https://", "https://-a", "https://a-", "https://a_b", "https://a:", "https://a:123456",
      "https://a:b", "https://a/b?c", "https://a/b c", "https://a b",
      "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0",
      "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-0/",
    ],
  ],
  [
    "a proxy",
    formats.proxyUrl,
    ["http://a:1", "https://a:12345", "http://ab-c.d:3128/", "http://1:80"],
    [
      "http://a", "ftp://a:1", "xhttp://a:1", "http://-a:1", "http://a-:1", "http://a:123456", "http://a:1//",
      "http://a:1/b", "http://u:p@a:1", "http://a:b", "http://:1",
    ],
  ],
  [
    "an exception to the proxy",
    formats.proxyException,
    [
      "a", "a.b-c", ".a", "*.a", "10.0.0.1", "10.0.0.0/8", "10.0.0.0/16", "::1", "fd00::/8", "FD00::/128",
      "::ffff:10.0.0.1",
    ],
    [
      "", "*a", "..a", "-a", "a-", "a.", "a b", "a/", "a/123", "a/b", "a,b", "::/1234", "g::", "::/", "::1 ", "a/8 ",
      "_", of(254), "a:80", "10.0.0.1:80", ":", "a::b::c", "..", "fd00::1:::", "*.a:80",
    ],
  ],
  [
    "where OTLP is taken",
    formats.otlpEndpoint,
    ["http://a", "https://ab", "https://a-b.c:1", "https://a:12345/", "https://a/b.C_d~e-1/f"],
    [
      "ftp://a", "xhttps://a", "https://", "https://-a", "https://a-", "https://a:", "https://a:123456", "https://a:b",
      "https://a/b?c", "https://u:p@a", "https://a b",
    ],
  ],
  [
    "the name of an exporter",
    formats.exporterName,
    ["a", "ab1", "a-1", "ab-cd-e2", of(40)],
    ["", "1a", "-a", "a-", "a--b", "A", "a-B", "a_b", of(41)],
  ],
  [
    "the name of a header",
    formats.headerName,
    [
      "a", "Authorization", "x-api-key", "x1-22-b", "tea", "hosts", "x-grpc-y", "a-binary", "hosting", "connections", "transfer-encodings", "user-agents",
      of(64),
    ],
    [
      "", "1a", "-a", "a-", "a--b", "a b", "a_b", "grpc-x", "Content-Type", "host", "TE", "connection",
      "transfer-encoding", "user-agent", "x-bin", "X-y-Bin", of(65),
    ],
  ],
  [
    "a key of a Secret",
    formats.secretKey,
    ["a", "A.b_c-1", "...", ".a", of(253)],
    ["", ".", "..", "a/b", "a b", of(254)],
  ],
  [
    "a repository of charts",
    formats.chartRepository,
    ["http://a", "https://ab", "oci://a-b.c:1", "https://a:12345/", "oci://a/b.C_d~e-1/f"],
    [
      "ftp://a", "xoci://a", "oci://", "oci://-a", "oci://a-", "oci://a:", "oci://a:123456", "oci://a:b", "oci://a/b?c",
      "oci://a b",
    ],
  ],
  [
    "an image",
    formats.imageRepository,
    ["a", "1", "ab-c.d", "a:1", "a:12345/b", "a/b", "a/bc/de", "a/b.c", "a/b__c--d", "a/b1.2c_3/d"],
    [
      "", "-a", "a-", "A", "a:", "a:123456", "a:b", "a/", "a//b", "a/B", "a/-b", "a/b-", "a/b.", "a/b:1", "a b",
      "a/b c",
    ],
  ],
  ["an image's tag", formats.imageTag, ["a", "_", "1.2-b_C", of(128)], ["", ".a", "-a", of(129), "a/b", "a b", "a:b"]],
  [
    "an image's digest",
    formats.imageDigest,
    [`sha256:${of(64)}`, `sha256:${of(64, "0")}`],
    [
      of(64), `sha256:${of(63)}`, `sha256:${of(65)}`, `sha256:${of(64, "g")}`, `xsha256:${of(64)}`,
      `sha256:${of(64, "A")}`,
    ],
  ],
  [
    "a version",
    formats.version("1.2.3", () => undefined),
    ["0.0.0", "1.20.300", "999999.0.10"],
    ["1.2", "1.2.3.4", "v1.2.3", "01.2.3", "1.02.3", "1.2.03", "1000000.0.0", "1.1000000.0", "1.2.3-a", "1.2.x"],
  ],
  [
    "a range of versions",
    formats.versionRange,
    [
      "1", "1.2", "1.2.3", "=1", "= 1", "!= 1.0", ">= 1, < 2", ">=1,<=2", "~> 1.2", "> 1.10",
      `${of(9, "1")}.${of(9, "2")}`, ">= 1, != 1.5, < 2", ">= 1, 2", ">= 1.5, < 1.10", ">= 1, < 10",
    ],
    [
      "", "a", " 1", "1,  2", ">= 1,  2", "1.2.3.4", "=> 1", "==1", ">=  1", "1 ", "1,", ",1", "1;2", "1.", "v1", of(10, "1"),
      `1.${of(10, "1")}`, ">= 2, < 1", "1, a", "1, 1.2.3.4", `1, ${of(10, "1")}`, `1, 1.${of(10, "1")}`,
    ],
  ],
  [
    "the versions of Terraform",
    formats.terraformRange,
    [">= 1.3", ">= 1.3.0", ">= 1.9, < 2.0", ">= 1.3, < 1.8"],
    [">= 1.2", "< 2.0", ">= 1.3, < 1.7", ">= 2, < 1", "a"],
  ],
  [
    "a name in IAM",
    formats.iamName(3),
    ["a", "A1_", "+=,", ".@-", "{cluster_name}", "{namespace}", "a{cluster_name}-"],
    ["", "abcd", "a b", "a/b", "{name}", "{cluster_name", "{cluster_name}abc", "{", "é"],
  ],
  [
    "a role",
    formats.roleArn,
    ["arn:aws:iam::123456789012:role/a", "arn:aws-us-gov:iam::123456789012:role/a/b_+=,.@-"],
    [
      "arn:aws:iam::123456789012:role/", "arn:aws:iam::123456789012:role/a/", "arn:aws:iam::12345678901:role/a",
      "arn:aws:iam::1234567890123:role/a", "arn:aws:iam::12345678901a:role/a", "arn::iam::123456789012:role/a",
      "arn:AWS:iam::123456789012:role/a", "xarn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/a b",
      "arn:aws:iam::123456789012:role/a b/c", "arn:aws:iam::123456789012:user/a",
    ],
  ],
  ["an external id", formats.externalId, ["ab", "a_+=,.@:/-", of(1224)], ["a", of(1225), "a b", "a\\b", "ab\n", "éab"]],
  [
    "a path in IAM",
    formats.iamPath,
    ["/", "/a/", "/a/b!~/", `/${of(510)}/`],
    ["", "a", "/a", "a/", "/a b/", "/é/", `/${of(511)}/`],
  ],
  [
    "a tag's key",
    formats.tagKey,
    ["a", "Ä 1", "a_.:/=+-@b", "x-aws:y", of(128)],
    ["", "aws:a", "AWS:a", "a*", "*a", of(129), "a\n"],
  ],
  ["a tag's value", formats.tagValue, ["", "Ä 1", "a_.:/=+-@b", of(256)], ["a*", "*a", "*", of(257), "a\n"]],
  [
    "a module's address",
    formats.moduleSource,
    [
      "git::a", "git::https://github.com/a/b.git", "git@a-b.c:d", "git@a:de", "github.com/a", "bitbucket.org/a/b", "a/b/c1",
      "a-b/c_d/aws", "app.terraform.io/a/b/c", "a-b.c:1/d/e/f", "ab.cd.e:12345/d/e/f",
    ],
    [
      "", "a", "a/b", "a/b/c/d", "a/b/C", "git::", "git:: a", "git@a", "git@:a", "github.com/", "githubxcom/a",
      "bitbucketxorg/a", "git::a?ref=1", 'git::a"', "git::a\\b", "git::a$b", "git::a%b", "x git::a", "git::a b",
      "a.b:123456/c/d/e", "a.b:/c/d/e", "a.b:x/c/d/e", "a:1/b/c/d", ".a/b/c/d", "/a/b/c", "a//b/c",
    ],
  ],
  [
    "a policy",
    formats.policyArn,
    ["arn:aws:iam::123456789012:policy/a", "arn:aws-cn:iam::aws:policy/a/b_+=,.@-"],
    [
      "arn:aws:iam::123456789012:policy/", "arn:aws:iam::12345678901:policy/a", "arn:aws:iam::1234567890123:policy/a",
      "arn:aws:iam::aws1:policy/a", "arn::iam::aws:policy/a", "arn:1:iam::aws:policy/a", "xarn:aws:iam::aws:policy/a",
      "arn:aws:iam::aws:policy/a b", "arn:aws:iam::12345678901a:policy/a", "arn:aws:iam:::policy/a",
    ],
  ],
  [
    "a code owner",
    formats.codeOwner,
    ["@a", "@A-1", `@${of(39)}`, "@a/b", "@a/b_c.d-1", "a@b.c", "a.b+c@d-e.f.gh"],
    [
      "", "a", "@", "@-a", "@a_b", `@${of(40)}`, "@a/", "@a/-b", "@a/b/c", "@a b", "@a/b c", "a@b", "a@b.", "a@.b",
      "a b@c.d", "a@b c.d", "a@b.c d", "@b.c", "a#b@c.d", "a@b#c.d", "a@b.c#d", "a@b@c.d", "a@b.c@d",
    ],
  ],
  [
    "a repository's name",
    formats.repositoryName,
    ["a", "1", "a._-1", of(214)],
    ["", "-a", ".a", "_a", "A", "aB", of(215), "a/b"],
  ],
  ["a path", formats.urlPath, ["/", "/a.B_c~d-1/e"], ["", "a", "a/b", "/a?b", "/a b"]],
  ["an attribute", formats.attributeKey, ["a", "A", "a.b_c:d/e-1", of(255)], ["", "1a", ".a", of(256), "a b", "ä"]],
  [
    "an npm package",
    formats.npmPackage,
    [
      "a", "A", "~a", "-a", "1a", "a.b_c~d-e", "@a/b", "@A~b/c", "a@1.0.0", "@a.b-_/b.c@^1 || 2", "a@b c", of(214),
      `@${of(214)}/a`, `a@${of(500)}`,
    ],
    [
      "", ".a", "_a", "a b", "@a", "@/a", "@a/", "@.a/b", "@a/.b", "a/b", "@a/b/c", "a@", "a@ b", "a@b ", "a@b\nc",
      of(215), `@${of(215)}/a`, `a@${of(501)}`, "toString@1", "constructor",
    ],
  ],
  [
    "a runner's label",
    repositoryFormats.runnerLabel,
    ["a", "1", "a b", "a._:=/,+-b", "a-${{ github.run_id }}-${{ github.run_attempt }}", of(256)],
    [
      "", " a", "a ", "-a", "${{ github.run_id }}", "a${{ github.ref }}", "a${{github.run_id}}", "a$", "a{", "a\nb",
      of(257),
    ],
  ],
  [
    "a branch",
    repositoryFormats.branchName,
    [
      "a", "1", "_", "main", "a-b", "a.b", "a.b-c.d", "a/b", "ab/cd-e.f/_g", "HEADS", "HEAD1", "renovates", "a.locked",
      "a/b.lock1", "x/HEAD", "x/renovate/y", of(200),
    ],
    [
      "", "HEAD", "renovate/a", "-a", ".a", "a.", "a..b", "/a", "a/", "a//b", "a/-b", "a/.b", "a/b.", "a/b..c",
      "a.lock", "a.lock/b", "a/b.lock", "a/b.lock/c", "a b", "a/b c", "a*", of(201),
    ],
  ],
  [
    "a contact",
    repositoryFormats.securityContact,
    [
      "a@b.c", "a.b_c%d+e-f@g-h.i.jk", "1@2.3", "aB@cD.eF", "https://a", "https://ab-c.d", "https://a:1",
      "https://a:12345/b", "https://a/b.c_d~e?f=g&h#i%20+-j", "https://a?b", "https://a#b", `${of(250)}@b.c`,
    ],
    [
      "", "a", "a@b", "@b.c", "a@b.", "a@.c", "a@-b.c", "a@b-.c", "a@b.-c", "a@b.c-", "a@b..c", "a b@c.d", "a@b.c d",
      "http://a", "xhttps://a", "https://", "https://-a", "https://a-", "https://a_b", "https://a:", "https://a:123456",
      "https://a:b", "https://a/b c", "https://a b", `${of(251)}@b.c`,
    ],
  ],
  [
    "a registry of npm",
    repositoryFormats.npmRegistryUrl,
    [
      "https://a", "https://ab-c.d", "https://a:1", "https://a:12345/", "https://a/b.C_d~e%20-1/f/", "http://localhost",
      "http://127.0.0.1:4873/", "http://[::1]/", `https://${of(63)}/${of(440)}`,
    ],
    [
      "", "a", "http://a", "http://127a0.0.1", "http://localhosts", "xhttps://a", "https://", "https://-a",
      "https://a-", "https://a_b", "https://a:", "https://a:123456", "https://a:99999", "https://a:b", "https://u@a",
      "https://a/@b", "https://a/b?c", "https://a b", `https://${of(63)}/${of(441)}`,
    ],
  ],
  [
    "a scope of npm",
    repositoryFormats.npmScope,
    ["@a", "@1", "@a._-1", `@${of(213)}`],
    ["", "a", "@", "@-a", "@A", "@aB", "@a/b", `@${of(214)}`, "x@a"],
  ],
  [
    "a secret of GitHub",
    repositoryFormats.secretName,
    ["a", "_", "NPM_TOKEN1", "GITHUB", "A_GITHUB_", of(255)],
    ["", "1a", "GITHUB_A", "github_a", "a-b", "a b", of(256)],
  ],
];

test.each(FORMATS)("%s is taken where it is one, and refused where it is not quite", (_, format, allowed, refused) => {
  const taken = (text: string) => v.safeParse(format, text).success;
  expect(allowed.filter((text) => !taken(text))).toEqual([]);
  expect(refused.filter(taken)).toEqual([]);
  const messages = refused.map((text) => v.safeParse(format, text).issues?.[0].message);
  expect(messages.filter((message) => !/^(must be|must not|is|allows) \w/.test(message ?? ""))).toEqual([]);
});

const GROUP = formats.group({ a: formats.flag, b: v.optional(formats.text()) });
const MAP = formats.mapOf(formats.kubernetesLabelKey, formats.kubernetesLabelValue, "must map labels to values");
const KINDS = formats.oneOfGroups("a pet", [
  formats.group({ type: v.literal("cat"), lives: formats.wholeNumber(1, 9) }),
  formats.group({ type: v.literal("dog") }),
]);

/** What is told of a value, with the path to it. */
const told = (format: v.GenericSchema, value: unknown) =>
  (v.safeParse(format, value).issues ?? []).map((issue) =>
    [v.getDotPath(issue), issue.message].filter(Boolean).join(": "),
  );

test.each<[name: string, format: v.GenericSchema, value: unknown, messages: string[]]>([
  ["a number", formats.anyNumber, "1", ["must be a number"]],
  ["a number", formats.anyNumber, Number.POSITIVE_INFINITY, ["must be a finite number"]],
  ["a number within bounds", formats.numberWithin(1, 2), 0.9, ["must be a number from 1 to 2"]],
  ["a number within bounds", formats.numberWithin(1, 2), 2.1, ["must be a number from 1 to 2"]],
  ["a whole number", formats.wholeNumber(1, 3), 1.5, ["must be a whole number from 1 to 3"]],
  ["a whole number", formats.wholeNumber(1, 3), 0, ["must be a whole number from 1 to 3"]],
  ["a whole number", formats.wholeNumber(1, 3), 4, ["must be a whole number from 1 to 3"]],
  ["a flag", formats.flag, "true", ["must be true or false"]],
  ["a word", formats.oneOf("a", "b"), "c", ["must be one of a, b"]],
  ["the only word", formats.oneOf("a"), "c", ["must be a"]],
  ["a text", formats.text(5), 12, ["is a number, and must be text: write '12'"]],
  ["a text", formats.urlPath, 12, ["must be a URL path without a query, for example /healthz"]],
  ["a text", formats.text(5), "abcdef", ["must be text of one line, of 1 to 5 characters"]],
  [
    "a text that is far too long",
    formats.text(2000),
    of(2001),
    ["must be text of one line, of 1 to 2000 characters. It has 2001 characters, and may have 2000"],
  ],
  [
    "a text that is far too long",
    formats.urlPath,
    `/${of(1024)}`,
    ["must be a URL path without a query, for example /healthz. It has 1025 characters, and may have 1024"],
  ],
  ["a group", GROUP, 1, ["must be an object"]],
  ["a group", GROUP, {}, ["a: is missing: must be true or false"]],
  ["a kind", KINDS, "cat", ["must be a pet, with name and type"]],
  ["a kind", KINDS, {}, ["type: is missing: must be one of cat, dog"]],
  ["a kind", KINDS, { type: "cow" }, ["type: must be one of cat, dog"]],
  ["a kind", KINDS, { type: "cat" }, ["lives: is missing: must be a whole number from 1 to 9"]],
  ["a list", formats.listOf(formats.text(), "['a']"), "a", ["must be a list, for example ['a']"]],
  ["a list", formats.listOf(formats.text(), "['a']"), ["a", "b", "a"], ["2: is there twice: leave one out"]],
  ["a list", formats.listOf(formats.text(), "['a']"), [], []],
  [
    "a list",
    formats.nonEmptyListOf(formats.text(), "['a']"),
    [],
    ["must be a list with at least one entry, for example ['a']"],
  ],
  [
    "a list",
    formats.nonEmptyListOf(formats.text(), "['a']"),
    1,
    ["must be a list with at least one entry, for example ['a']"],
  ],
  ["a map", MAP, "a", ["must map labels to values"]],
  ["a map", MAP, { a: "b", constructor: "c", prototype: "d" }, []],
  [
    "a map with a name that JavaScript has too",
    MAP,
    { constructor: "-", prototype: 1 },
    [
      "constructor: must be a Kubernetes label value: at most 63 letters, digits, '-', '_' and '.'",
      "prototype: is a number, and must be text: write '1'",
    ],
  ],
])("what is wrong with %s is told: %#", (_, format, value, messages) => {
  expect(told(format, value)).toEqual(messages);
});

test("a map keeps names that JavaScript has too", () => {
  const labels = { a: "b", constructor: "c", prototype: "d" };
  expect(v.safeParse(MAP, labels).output).toEqual(labels);
});
