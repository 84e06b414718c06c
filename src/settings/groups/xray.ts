import * as v from "valibot";
import { CLUSTER_NAME_ATTRIBUTE } from "../../collector/annotations";
import * as format from "../formats";
import { hasRole } from "./assumed-role";

/** What is wrong with a choice of attributes where the exporter that indexes them is not used. */
const notIndexed = (by: string) =>
  by === "otlp"
    ? "is of the exporter awsxray, and xray.export is 'otlp', whose spans are searched by every attribute: leave it out"
    : `is of the exporter awsxray, and xray.export is '${by}': leave one of them out`;

/**
 * Annotations that X-Ray indexes of a trace. The exporter sends more, and X-Ray does not say which of them can be searched.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-annotations
 */
const INDEXED_AT_MOST = 50;

/** What is indexed in any case, and beside that. */
const indexed = (attributes: readonly string[]) => new Set([CLUSTER_NAME_ATTRIBUTE, ...attributes]);

export const xray = v.pipe(
  format.group({
    export: v.optional(format.oneOf("awsxray", "otlp", "none"), "awsxray"),
    transactionSearchExample: v.optional(format.flag, false),
    indexAllAttributes: v.optional(format.flag),
    indexedAttributes: v.optional(
      v.pipe(
        format.listOf(format.attributeKey, "['http.route']"),
        v.check(
          (attributes) => indexed(attributes).size <= INDEXED_AT_MOST,
          ({ input }) =>
            `must make at most ${INDEXED_AT_MOST} annotations, which is what X-Ray indexes of a trace. These are ${indexed(input).size}, with ${CLUSTER_NAME_ATTRIBUTE}, by which a cluster is searched: leave ${indexed(input).size - INDEXED_AT_MOST} out`,
        ),
      ),
      [],
    ),
    roleArn: v.optional(format.roleArn),
    externalId: v.optional(format.externalId),
  }),
  v.forward(
    v.partialCheck(
      [["roleArn"], ["externalId"]],
      hasRole,
      "is sent to assume a role that is not given: set xray.roleArn",
    ),
    ["externalId"],
  ),
  v.forward(
    v.partialCheck(
      [["indexAllAttributes"], ["indexedAttributes"]],
      ({ indexAllAttributes, indexedAttributes }) => !(indexAllAttributes && indexedAttributes.length > 0),
      "indexes every attribute, so xray.indexedAttributes has no effect: leave one of them out",
    ),
    ["indexAllAttributes"],
  ),
  v.forward(
    v.partialCheck(
      [["export"], ["indexAllAttributes"]],
      ({ export: by, indexAllAttributes }) => by === "awsxray" || indexAllAttributes === undefined,
      ({ input }) => notIndexed(input.export),
    ),
    ["indexAllAttributes"],
  ),
  v.forward(
    v.partialCheck(
      [["export"], ["indexedAttributes"]],
      ({ export: by, indexedAttributes }) => by === "awsxray" || indexedAttributes.length === 0,
      ({ input }) => notIndexed(input.export),
    ),
    ["indexedAttributes"],
  ),
  v.forward(
    v.partialCheck(
      [["export"], ["roleArn"]],
      ({ export: by, roleArn }) => by !== "none" || roleArn === undefined,
      "is assumed to write to X-Ray, and xray.export is 'none': leave one of them out",
    ),
    ["roleArn"],
  ),
  v.forward(
    v.partialCheck(
      [["export"], ["transactionSearchExample"]],
      ({ export: by, transactionSearchExample }) => by !== "none" || !transactionSearchExample,
      "is about traces in X-Ray, and xray.export is 'none': leave one of them out",
    ),
    ["transactionSearchExample"],
  ),
  v.transform((xray) => ({
    ...xray,
    indexAllAttributes: xray.indexAllAttributes ?? xray.indexedAttributes.length === 0,
  })),
);
