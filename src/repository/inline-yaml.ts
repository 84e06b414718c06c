import { stringify } from "yaml";

/** A value as YAML within a line, quoted where a reader of any version of YAML would take it for something else. */
export function inlineYaml(value: string | readonly string[]): string {
  return stringify(value, {
    collectionStyle: "flow",
    compat: "yaml-1.1",
    flowCollectionPadding: false,
    lineWidth: 0,
  }).trimEnd();
}
