import { markdownCode } from "../markdown-code";
import type { Settings } from "../settings/settings";
import type { View } from "../template";
import { WRITE_ACTIONS } from "../terraform/module/permissions";

/** Actions in a sentence. */
const listed = (actions: readonly string[]) =>
  actions
    .map(markdownCode)
    .join(", ")
    .replace(/, ([^,]+)$/, " and $1");

/** What a page says of the roles in other accounts that the collector assumes. Nothing, if there are none. */
export function otherAccountSection(settings: Settings): View[] {
  const { xray, amp, identity } = settings;
  const assumed = [
    ...(xray.roleArn === undefined
      ? []
      : [
          {
            data: "traces",
            variable: "xray_role_arn",
            externalId: xray.externalId,
            allows: `${listed(WRITE_ACTIONS[xray.export])} on \`*\``,
          },
        ]),
    ...(amp.roleArn === undefined
      ? []
      : [
          {
            data: "metrics",
            variable: "amp_role_arn",
            externalId: amp.externalId,
            allows: "`aps:RemoteWrite` on the workspace",
          },
        ]),
  ];
  if (assumed.length === 0) {
    return [];
  }
  const ids = [...new Set(assumed.flatMap(({ externalId }) => externalId ?? []))];
  return [
    {
      roles: assumed.map(({ data, variable }) => `\`${variable}\` to write ${data}`).join(", and "),
      may: [
        ...(xray.export === "none" ? [] : [xray.roleArn === undefined ? "write traces" : "assume `xray_role_arn`"]),
        `with \`amp_remote_write_endpoint\` ${amp.roleArn === undefined ? "write metrics to that one workspace" : "assume `amp_role_arn`"}`,
      ].join(", and "),
      data: assumed.map(({ data }) => data).join(" and "),
      allows: assumed.map(({ data, allows }) => `for ${data} ${allows}`).join(", "),
      actions: identity === "irsa" ? '"sts:AssumeRole"' : '["sts:AssumeRole", "sts:TagSession"]',
      externalId: ids.length === 0 ? [] : [{ id: ids.length === 1 ? ids[0] : "EXTERNAL_ID" }],
      startsNot: amp.roleArn !== undefined,
    },
  ];
}
