import { moduleFiles } from "./tracing-module";

const { "amp.tf": amp } = moduleFiles();

/** The pattern as JavaScript has it, which spells named groups without the P. */
const pattern = new RegExp(JSON.parse(/^ +("\^https.*"),$/m.exec(amp)?.[1] ?? '""').replaceAll("(?P<", "(?<"));
const path = "/workspaces/ws-0123/api/v1/remote_write";

test.each([
  ["in a region", "aps-workspaces.eu-central-1.amazonaws.com", "eu-central-1"],
  ["with FIPS", "aps-workspaces-fips.us-west-2.amazonaws.com", "us-west-2"],
  ["of both address families", "aps-workspaces.us-east-2.api.aws", "us-east-2"],
  ["in China", "aps-workspaces.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["in GovCloud", "aps-workspaces.us-gov-west-1.amazonaws.com", "us-gov-west-1"],
  ["of a VPC", "vpce-0a1b-2c3d.aps-workspaces.eu-west-1.vpce.amazonaws.com", "eu-west-1"],
])("region and workspace are read from an endpoint %s", (_, host, region) => {
  expect(pattern.exec(`https://${host}${path}`)?.groups).toEqual({ region, workspace_id: "ws-0123" });
});

test.each([
  `https://metrics.example.com${path}`,
  `https://metrics.example.com/aps-workspaces.eu-west-1.amazonaws.com${path}`,
  `https://not-aps-workspaces.eu-west-1.amazonaws.com${path}`,
  "https://aps-workspaces.eu-west-1.amazonaws.com/api/v1/remote_write",
])("nothing is read from %s", (endpoint) => {
  expect(pattern.exec(endpoint)).toBeNull();
});

test("an ARN that is given wins", () => {
  expect(amp).toContain("amp_workspace_arn = var.amp_workspace_arn != null ? var.amp_workspace_arn : try(");
});

test("requests are signed for the region in the ARN, not for the provider's", () => {
  expect(amp).toContain('amp_region = try(split(":", local.amp_workspace_arn)[3], "")');
});
