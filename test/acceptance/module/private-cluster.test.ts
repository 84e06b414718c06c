import { parse } from "yaml";
import { acceptance } from "../acceptance";
import { type ModuleCall, TerraformRoot } from "../harness/applied-module";
import { AwsEmulator } from "../harness/aws-emulator";
import { nameProgramsOf } from "./programs";
import { stoppedAfterwards } from "./started";

const PRIVATE = { egress: { privateCluster: true } } as const;

const started = stoppedAfterwards();

acceptance(
  "Module",
  "a private cluster is taken when its VPC has the endpoints, and refused with the name of one that is missing or has no private DNS, and with X-Ray of another region",
  async ({ ranIn }) => {
    const emulator = await AwsEmulator.start();
    started.emulator = emulator;
    const vpc = await emulator.createVpc({ xray: { privateDns: true }, sts: { privateDns: true } });
    const other = await emulator.createVpc({ xray: { privateDns: false } });
    await emulator.createCluster("shop", vpc);

    const taken: ModuleCall = { options: PRIVATE };
    const root = await TerraformRoot.create(emulator, "shop", { taken });
    started.root = root;
    await root.apply();
    expect(parse(root.release("taken").given.values[0]).extraEnvs).toEqual([
      { name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" },
    ]);
    await root.run("plan", "-no-color", "-input=false", "-detailed-exitcode"); // ends with 2 when there is a change

    const services = (vpc_endpoint_services: string[], variables = {}): ModuleCall => ({
      options: PRIVATE,
      variables: { vpc_id: other, vpc_endpoint_services, ...variables },
    });
    await root.write({
      taken,
      missing: services(["sts"]),
      "no-dns": services(["xray"]),
      elsewhere: services(["xray"], { vpc_id: vpc, aws_region: "us-west-2" }),
    });
    await root.run("init", "-no-color", "-input=false");
    const refused = await root.run("plan", "-no-color", "-input=false").catch(({ message }: Error) => message);
    const said = refused.replaceAll(/\s*\n[│╷╵ ]*/g, " ");
    expect(said).toMatch(
      /no matching EC2 VPC Endpoint found.{0,80}module\.missing\.data\.aws_vpc_endpoint\.required\["sts"\]/,
    );
    expect(said).toContain("The VPC's endpoint for xray needs private DNS");
    expect(said).toContain("aws_region must be null or the provider's (eu-central-1)");
    expect(said.match(/Error: /g)).toHaveLength(3);

    await root.write({ taken });
    await root.run("destroy", "-no-color", "-input=false", "-auto-approve");
    nameProgramsOf(root, emulator, ranIn);
  },
  { tier: "full" },
);
