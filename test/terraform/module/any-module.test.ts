import { filesOf, MODULES } from "./modules";

/** The files of the modules, and what people read in them. */
const files: Record<string, Record<string, string>> = {};
const texts: Record<string, Record<"comments" | "descriptions" | "messages", string[]>> = {};
beforeAll(() => {
  for (const name of MODULES) {
    const of = filesOf(name);
    const quoted = (text: string, attribute: string) =>
      [...text.matchAll(new RegExp(`^ +${attribute} += "(.*)"$`, "gm"))].map(([, value]) => value);
    const all = Object.values(of).join("\n");
    files[name] = of;
    texts[name] = {
      // Lines of comments on end are one.
      comments: [...all.matchAll(/(?:^ *#.*\n)+/gm)].map(([lines]) => lines.replace(/(?:\n? *#)+ ?/g, " ").trim()),
      descriptions: quoted(`${of["variables.tf"]}${of["outputs.tf"]}`, "description"),
      messages: quoted(all, "error_message"),
    };
  }
});

describe.each(MODULES)("of the module %j", (name) => {
  test.each(["comments", "descriptions", "messages"] as const)("%s are whole sentences", (kind) => {
    expect(texts[name][kind].length).toBeGreaterThan(5);
    for (const text of texts[name][kind]) {
      expect(text).toMatch(/^\S.*([.]|@-|:\/-)$/); // or the last of a list of characters
      expect(text).not.toMatch(/ {2}| [.,:;](?![a-z])|[a-z][.,:;)][A-Z]|undefined/);
    }
  });
});

test.each(MODULES)("in the configs of the module %j keys are apart by one empty line, and nothing else is", (name) => {
  for (const [, config] of Object.entries(files[name]).filter(([path]) => path.endsWith(".tpl"))) {
    expect(config).not.toMatch(/\n\n\n|:\n\n|[ \t]\n|^\n|\n\n$/);
    const sections = config.split(/^(?=[a-z])/m).slice(1);
    expect(sections.slice(0, -1).filter((section) => !section.endsWith("\n\n"))).toEqual([]);
    const processors = sections.find((section) => section.startsWith("processors:\n")) ?? "";
    expect(processors.split("\n\n")).toHaveLength(processors.split(/^ {2}(?=\w)/m).length);
  }
});

test.each(MODULES)("of the module %j each config is given what it reads, and no more", (name) => {
  for (const template of Object.keys(files[name]).filter((path) => path.endsWith(".tpl"))) {
    const call = new RegExp(
      `templatefile\\("\\$\\{path\\.module\\}/${template}", \\{\\n([\\s\\S]*?)\\n {2}\\}\\)`,
    ).exec(files[name]["main.tf"]);
    const given = [...(call?.[1] ?? "").matchAll(/^ {4}(\w+) +=/gm)].map(([, name]) => name);
    const read = [...files[name][template].matchAll(/(?<!\$)\$\{(\w+)\}|%\{ if (.*?) ~?\}/g)].flatMap(
      ([, name, condition = ""]) =>
        name === undefined ? [...condition.matchAll(/(\w+) != null/g)].map(([, each]) => each) : [name],
    );
    expect(given.length).toBeGreaterThan(2);
    // Without X-Ray the region has no effect.
    const expected = new Set(template.startsWith("collector") ? [...read, "aws_region"] : read);
    expect(given.sort()).toEqual([...expected].sort());
  }
});

const TWO_TIERS = ["two tiers", "everything in two tiers"];
const EVERYTHING = ["everything", "everything in two tiers"];
const AN_OLD_ONE = ["an old collector"];
const but = (without: readonly string[]) => MODULES.filter((name) => !without.includes(name));

const ONE_TIER = but(TWO_TIERS);

test.each<[string, readonly string[]]>([
  // The tiers.
  ["Memory of the collector that is never exceeded, in MiB", ONE_TIER],
  ["Memory of an agent that is never exceeded, in MiB", TWO_TIERS],
  ["Memory of a gateway that is never exceeded, in MiB", TWO_TIERS],
  ["The collector refuses data from memory_limit_mib less memory_spike_limit_mib on.", ONE_TIER],
  ["An agent refuses data from memory_limit_mib less memory_spike_limit_mib on.", TWO_TIERS],
  ["A gateway refuses data from gateway_memory_limit_mib less gateway_memory_spike_limit_mib on.", TWO_TIERS],
  [": the collector refuses data from the difference on.", MODULES],
  [": the gateway refuses data from the difference on.", TWO_TIERS],
  ["Further values of the chart as YAML documents", ONE_TIER],
  ["Further values of the chart for the agents as YAML documents", TWO_TIERS],
  ["Config of the collector as YAML, before extra_values", ONE_TIER],
  ["Config of the gateway as YAML, before gateway_extra_values", TWO_TIERS],
  ["Config of the agents as YAML, before extra_values", TWO_TIERS],
  // Who owns what.
  ["Whether Helm creates the namespace", but(["everything"])],
  ["Whether the module has the namespace", ["everything"]],
  ["Null: made of cluster, namespace and release.", but(["everything"])],
  ["Null: {cluster_name}-traces.", ["everything"]],
  ["The last win: ", ["everything in two tiers"]],
  ["The last keeps to the rules about the image", ["everything in two tiers"]],
  [" The tags that EKS gives the session go along with it.", ["everything in two tiers"]],
  // What is sampled and measured.
  ["Share of ordinary traces that is kept", but(EVERYTHING)],
  ["Share of ordinary traces without a rate of their own that is kept", EVERYTHING],
  [" Failed and slow traces are kept whatever it says.", but(EVERYTHING)],
  [" Slow traces are kept whatever it says.", EVERYTHING],
  ["that applications send. Null: there is no metrics pipeline.", but(EVERYTHING)],
  ["that applications send, and writes those of spans. It has to be given.", EVERYTHING],
  ["in this account.", but(EVERYTHING)],
  ["in this account unless there is amp_role_arn.", EVERYTHING],
  ["The option spanMetrics makes metrics of spans", EVERYTHING],
  ["ARN of the role that the collector assumes to write traces to X-Ray.", EVERYTHING],
  ["ARN of the role that the collector assumes to write metrics to amp_remote_write_endpoint.", EVERYTHING],
  ["External id that xray_role_arn asks for.", EVERYTHING],
  ["External id that amp_role_arn asks for.", EVERYTHING],
  ["Forwards the metrics that applications send.", EVERYTHING],
  ["Forwards the metrics that applications send; it makes none from spans.", but(EVERYTHING)],
  ["For the span metrics: what comes in, as the pipeline above gets it.", EVERYTHING],
  // Where it goes.
  ["so that what is dropped is never batched. X-Ray takes 50 spans a call", ["default", "two tiers", ...EVERYTHING]],
  ["so that what is dropped is never batched. X-Ray takes 10,000 spans", AN_OLD_ONE],
  ["Backends wait for it, and get the more of it the larger it is.", EVERYTHING],
  ["A backend that is away or slow fills a queue of its own", ["everything", "everything in two tiers", "no X-Ray"]],
  ["The gateway is chosen by a hash of the trace id", TWO_TIERS],
  ["Region whose X-Ray takes the traces.", but(["no X-Ray"])],
  ["Without effect: nothing is written to X-Ray.", ["no X-Ray"]],
  ["AWS, and where metrics go.", EVERYTHING],
  ["Further backends, which may be pods.", EVERYTHING],
  ["That of AWS, that of the metrics' endpoint, which may name another, and that of the proxy.", EVERYTHING],
  ["The way to AWS, which is the only one out. Headers of backends: the Secrets alone", EVERYTHING],
  ["alone have their values. The node, whose pods alone are watched. By the pod the series", ["everything"]],
  ["alone have their values. By the pod the series of two collectors", ["everything in two tiers"]],
  ["What attributes of pods come from.", EVERYTHING],
  ["What the resolver reads to find the gateway.", TWO_TIERS],
  ["The chart knows no smaller role. What attributes of pods come from.", ["everything in two tiers"]],
  ["The Kubernetes API is no pod", ["everything in two tiers"]],
  ["by the group that the pod runs as. What is held for backends lives as long as the pod.", ["everything"]],
  // What a version does.
  ["in words that collector 0.159.0 knows", but(["everything in two tiers", ...AN_OLD_ONE])],
  ["in words that collector 0.92.0 knows", AN_OLD_ONE],
  ["Before collector 0.86 this exporter was called logging.", but(AN_OLD_ONE)],
  ["keeps what takes longer than the threshold, so 500 ms is kept.", but(AN_OLD_ONE)],
])("%j stands in %j", (phrase, modules) => {
  expect(
    MODULES.filter((name) =>
      Object.values(texts[name])
        .flat()
        .some((text) => text.includes(phrase)),
    ),
  ).toEqual(modules);
});
