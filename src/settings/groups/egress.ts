import * as v from "valibot";
import * as format from "../formats";

export const egress = v.pipe(
  format.group({
    httpsProxy: v.optional(format.proxyUrl),
    noProxy: v.optional(format.listOf(format.proxyException, "['.example.com']"), []),
    caConfigMapName: v.optional(format.kubernetesSubdomain),
    privateCluster: v.optional(format.flag, false),
  }),
  v.forward(
    v.partialCheck(
      [["httpsProxy"], ["noProxy"]],
      ({ httpsProxy, noProxy }) => httpsProxy !== undefined || noProxy.length === 0,
      "are reached without a proxy, and there is none: set egress.httpsProxy, or leave them out",
    ),
    ["noProxy"],
  ),
);
