import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { parse as parseHcl } from "@cdktn/hcl2json";
import fc from "fast-check";
import JSON5 from "json5";
import { parseAllDocuments } from "yaml";
import type { EksOtelTracingProjectOptions } from "../../../src";
import { install } from "../../../tools/install";
import { run } from "../../../tools/run";
import { validOptions } from "../../arbitrary-options";
import { AMP, agentConfig, collectorConfig, generated } from "../../generated";
import { acceptance } from "../acceptance";
import { AWS_ENVIRONMENT } from "../harness/aws-emulator";
import type { TestedCollector } from "../harness/settings-under-test";

/** How many option objects. The project's own workflows try more: on every push, and each night. */
const GIVEN = process.env.EKS_OTEL_TRACING_RANDOM_RUNS;
const RUNS = Number(GIVEN || 40);
/** Beside the other tests always the same ones, so that none fails for what nobody changed. */
const SEED = GIVEN ? {} : { seed: 4318 };

/** The last collector before the one that is built newer. Those from it on are checked by the newer one. */
const NEWER: TestedCollector = "0.159.0";
const OLDER: TestedCollector = "0.92.0";

const TIMEOUT_MS = 1_000 + RUNS * 5_000;

acceptance(
  "combined options",
  "any valid options give files that their formats' parsers take, and configs that the collector takes",
  async ({ ranIn }) => {
    const collectors = { [NEWER]: await install(`collector-${NEWER}`), [OLDER]: await install(`collector-${OLDER}`) };
    const directory = mkdtempSync(join(tmpdir(), "eks-otel-tracing-random-"));
    const seen = new Set<string>();
    try {
      await fc.assert(
        fc.asyncProperty(validOptions, async (options) => {
          await parseAll(generated(options));
          const version = options.collectorVersion ?? NEWER;
          if (version !== NEWER && version !== OLDER) {
            return;
          }
          for (const config of configs(options)) {
            const shape = `${version} ${JSON.stringify(shapeOf(config))}`;
            if (!seen.has(shape)) {
              seen.add(shape);
              await validate(collectors[version].path, config, directory);
            }
          }
        }),
        { ...SEED, numRuns: RUNS, endOnFailure: true },
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
    expect(seen.size).toBeGreaterThan(RUNS / 20);
    console.log(`${RUNS} option objects, ${seen.size} configs of a shape of their own`);
    for (const { version } of Object.values(collectors)) {
      ranIn("OpenTelemetry Collector", version);
    }
    ranIn("hcl2json", require("@cdktn/hcl2json/package.json").version);
    ranIn("yaml", require("yaml/package.json").version);
    ranIn("json5", require("json5/package.json").version);
  },
  { tier: "full", timeoutMs: TIMEOUT_MS },
);

/** @throws when a file is not what its name says */
async function parseAll(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    switch (extname(path)) {
      case ".tf":
      case ".hcl":
        await parseHcl(path, text);
        break;
      case ".yaml":
      case ".yml": {
        const [problem] = parseAllDocuments(text, { strict: true, uniqueKeys: true }).flatMap((document) =>
          "errors" in document ? [...document.errors, ...document.warnings] : [],
        );
        if (problem) {
          throw problem;
        }
        break;
      }
      case ".json":
      case ".json5":
        JSON5.parse(text);
        break;
    }
  }
}

/** The configs of every collector of a repository. */
function configs(options: EksOtelTracingProjectOptions): object[] {
  return [
    collectorConfig(options),
    collectorConfig(options, AMP),
    ...(options.topology === "gateway" ? [agentConfig(options)] : []),
  ];
}

/** A config without what makes two of the same components differ: names, numbers, and how often something is there. */
function shapeOf(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    return [...new Set(value.map((item) => JSON.stringify(shapeOf(item, key))))].sort();
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner, name)]));
  }
  return typeof value === "boolean" || ["type", "action", "processors", "exporters", "receivers"].includes(key)
    ? value
    : typeof value;
}

async function validate(path: string, config: object, directory: string): Promise<void> {
  const file = join(directory, "relay.yaml");
  const queue = join(directory, "queue");
  mkdirSync(queue, { recursive: true });
  // What Helm's `tpl` makes of a quoted brace, and a volume's directory.
  const text = JSON.stringify(config).replaceAll("{{`{{`}}", "{{").replaceAll("/var/lib/otelcol/queue", queue);
  writeFileSync(file, text);
  // Whatever a pod has, and an identity in AWS.
  const names = [...text.matchAll(/\$\{env:(\w+)\}/g)].map(([, name]) => name);
  const environment = {
    ...Object.fromEntries(names.map((name) => [name, "x"])),
    ...AWS_ENVIRONMENT,
    MY_POD_IP: "127.0.0.1",
    K8S_NODE_NAME: "node-1",
  };
  await run(path, ["validate", `--config=${file}`], { environment });
}
