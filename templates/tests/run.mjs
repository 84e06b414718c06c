// <% marker %>

// `npm test`: what the workflow asks of the module, with terraform or tofu, whichever is on the path. No AWS account is needed.
import { spawnSync } from "node:child_process";

const program = ["terraform", "tofu"].find((name) => spawnSync(name, ["-help"]).status === 0);
if (program === undefined) {
  console.error(
    "Neither terraform nor tofu is on the path. Install one: https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install/",
  );
  process.exit(1);
}

<%# olderAllowed %>
const { terraform_version } = JSON.parse(spawnSync(program, ["version", "-json"], { encoding: "utf8" }).stdout);
const since = { terraform: "<% terraform %>", tofu: "<% tofu %>" }[program];
if (terraform_version.localeCompare(since, "en", { numeric: true }) < 0) {
  console.error(
    `The tests mock providers, which ${program} ${terraform_version} can't: it would find no tests, or not read them. Run them with ${since} or later.`,
  );
  process.exit(1);
}

<%/ olderAllowed %>
for (const args of [
  ["fmt", "-check", "-diff", "-recursive"],
  ["init", "-backend=false", "-input=false"],
  ["validate"],
  ["test", ...process.argv.slice(2)],
]) {
  console.log(`$ ${program} ${args.join(" ")}`);
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
