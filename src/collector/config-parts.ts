/**
 * How a collector's config is made of features, each of which is one file here that says what it adds and where:
 *
 * 1. A template in `templates/collector/` is a piece of a config: what the feature adds to `receivers`, `processors`,
 *    `connectors`, `exporters` and `extensions`. A blank line after such a key stays before what follows.
 * 2. A {@link Feature} gives these `components` and their names in `service`: extensions, and for each pipeline what it takes
 *    from and hands to. Who names a pipeline first opens it: `traces/unsampled` is as good as `traces`.
 * 3. A processor says its stage and its signals. It is in every pipeline of these signals that passes that stage: by default
 *    all do, in the order of {@link STAGES}, and a pipeline may say otherwise (`["limit", "enrich"]`: before sampling).
 * 4. `when` is a condition of Terraform on a variable. It goes around everything that the part adds.
 * 5. The feature is listed where it runs: in collector-config.ts, agent-config.ts, local-collector.ts. The order there is that of
 *    the file. A feature that is off gives no part.
 */
import type { Settings } from "../settings/settings";
import type { Tier } from "../settings/tiers";
import { render, type View } from "../template";
import { templateText } from "./config-text";

/** The stages that data passes, in this order. */
const STAGES = ["limit", "enrich", "redact", "sample", "batch", "stamp"] as const;
export type Stage = (typeof STAGES)[number];

export type Signal = "traces" | "metrics" | "logs";

const SECTIONS = ["receivers", "processors", "connectors", "exporters", "extensions"] as const;
type Section = (typeof SECTIONS)[number];

/** YAML of components, by the section that they stand in. */
export type Components = Readonly<Partial<Record<Section, string>>>;

/** A processor, and where it stands. */
export interface PlacedProcessor {
  readonly name: string;
  readonly stage: Stage;
  readonly signals: readonly Signal[];
}

/** What a feature adds to a pipeline. */
export interface PipelinePart {
  readonly receivers?: readonly string[];
  readonly exporters?: readonly string[];
  /** The stages that the pipeline passes. @default every one */
  readonly stages?: readonly Stage[];
  /** Processors of this pipeline alone, after those of its stages. */
  readonly processors?: readonly string[];
  /** A comment on the pipeline. @default none */
  readonly why?: string;
}

/** What a feature adds to a config. */
export interface ConfigPart {
  readonly components: Components;
  /** Names among the extensions of the service. */
  readonly extensions?: readonly string[];
  readonly processors?: readonly PlacedProcessor[];
  /** By name: a signal, or a signal and what sets the pipeline apart, as in `metrics/spans`. */
  readonly pipelines?: Readonly<Record<string, PipelinePart>>;
  /** Condition of Terraform without which there is nothing of it. @default it is there in any case */
  readonly when?: string;
}

/** What a config is given: by variables of Terraform, or by their defaults. */
export interface ConfigInputs {
  /** Whose config it is. @default none: that of a collector outside of any cluster */
  readonly tier?: Tier;
  readonly memoryLimitMib: string | number;
  readonly memorySpikeLimitMib: string | number;
  readonly samplingRatePercentage: string | number;
  /** YAML of a value, as whoever reads the config first takes it. */
  readonly text: (value: unknown, indent: number) => string;
}

/** What Terraform gives to the config of a tier. */
export function terraformInputs(tier: Tier): ConfigInputs {
  return {
    tier,
    memoryLimitMib: "${memory_limit_mib}",
    memorySpikeLimitMib: "${memory_spike_limit_mib}",
    samplingRatePercentage: "${sampling_rate_percentage}",
    text: templateText,
  };
}

/** Gives what it adds to a config: nothing, where it is off. */
export type Feature = (settings: Settings, inputs: ConfigInputs) => readonly ConfigPart[];

/** A piece of a config, by its sections. */
export function components(template: string, view: View): Components {
  const sections: Partial<Record<Section, string>> = {};
  let section: Section | undefined;
  const text = render(template, view)
    .replace(/\n$/, "")
    .replaceAll(/\n\n(?=[a-z]+:\n)/g, "\n"); // a blank line before a section's key sets the keys apart
  for (const line of text.split("\n")) {
    const begun = SECTIONS.find((name) => line === `${name}:`);
    if (begun !== undefined) {
      section = begun;
      sections[section] = "";
    } else if (section !== undefined) {
      sections[section] += `${line}\n`;
    } else {
      throw new Error(`templates/${template} begins with no section, but with ${line}`);
    }
  }
  return sections;
}

/** A section of a template that shows a text, if there is one. */
export function comment(text: string | undefined): View[] {
  return text === undefined ? [] : [{ text }];
}

/** The view of `collector/config.yaml`. */
export function configView(features: readonly Feature[], settings: Settings, inputs: ConfigInputs): View {
  const parts = features.flatMap((feature) => feature(settings, inputs));
  const section = (name: Section) =>
    parts
      .flatMap(({ components, when }) => (components[name] === undefined ? [] : [conditional(components[name], when)]))
      .join("")
      .replace(/^\n/, "") // what comes first has nothing to be set apart from
      .trimEnd();
  const optional = (name: Section) =>
    parts.some(({ components }) => components[name] !== undefined) ? [{ text: section(name) }] : [];
  const extensions = parts.flatMap(({ extensions = [], when }) => extensions.map((name) => ({ name, when })));
  return {
    receivers: section("receivers"),
    processors: section("processors"),
    connectors: optional("connectors"),
    exporters: section("exporters"),
    extensions: optional("extensions"),
    serviceExtensions: extensions.length === 0 ? [] : [{ names: names(extensions) }],
    pipelines: pipelines(parts).join("").trimEnd(),
  };
}

const conditional = (text: string, when: string | undefined) =>
  when === undefined ? text : `%{ if ${when} ~}\n${text}%{ endif ~}\n`;

/** A name in a list, and when it is there. */
interface Name {
  readonly name: string;
  readonly when: string | undefined;
}

/** The content of a list. What is always there is first, so that the commas are right. */
function names(list: readonly Name[]): string {
  const always = list.filter(({ when }) => when === undefined).map(({ name }) => name);
  const others = list.filter(({ when }) => when !== undefined);
  if (always.length === 0 && others.length > 0) {
    throw new Error(`of ${others.map(({ name }) => name).join(", ")} nothing is there in any case`);
  }
  return [always.join(", "), ...others.map(({ name, when }) => `%{ if ${when} }, ${name}%{ endif }`)].join("");
}

function pipelines(parts: readonly ConfigPart[]): string[] {
  const opened = [...new Set(parts.flatMap(({ pipelines = {} }) => Object.keys(pipelines)))];
  return opened.map((pipeline) => {
    const added = parts.flatMap(({ pipelines, when }) =>
      pipelines?.[pipeline] ? [{ ...pipelines[pipeline], when }] : [],
    );
    const stages = added.find(({ stages }) => stages !== undefined)?.stages ?? STAGES;
    const when = anyOf(added.map(({ when }) => when));
    // Within a condition it holds.
    const listed = (list: readonly Name[]) =>
      names(list.map((one) => (one.when === when ? { ...one, when: undefined } : one)));
    const own = (of: "receivers" | "processors" | "exporters") =>
      added.flatMap(({ [of]: list = [], when }) => list.map((name) => ({ name, when })));
    const ends = (of: "receivers" | "exporters") => listed(distinct(own(of)));
    const passed = STAGES.filter((stage) => stages.includes(stage)).flatMap((stage) =>
      parts.flatMap(({ processors = [], when }) =>
        processors
          .filter((placed) => placed.stage === stage && placed.signals.includes(pipeline.split("/")[0] as Signal))
          .map(({ name }) => ({ name, when })),
      ),
    );
    return conditional(
      render("collector/pipeline.yaml", {
        name: pipeline,
        why: added.flatMap(({ why }) => comment(why)),
        receivers: ends("receivers"),
        processors: listed([...passed, ...own("processors")]),
        exporters: ends("exporters"),
      }),
      when,
    );
  });
}

/** The condition that holds when one of several does. */
function anyOf(conditions: readonly (string | undefined)[]): string | undefined {
  return conditions.includes(undefined) ? undefined : [...new Set(conditions)].join(" || ");
}

/** Each name once: a name that is there in any case has no condition. */
function distinct(list: readonly Name[]): Name[] {
  return [...new Set(list.map(({ name }) => name))].map((name) => ({
    name,
    when: anyOf(list.filter((one) => one.name === name).map(({ when }) => when)),
  }));
}
