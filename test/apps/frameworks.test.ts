import { parse, parseAllDocuments } from "yaml";
import { ExampleApps } from "../../src/apps/example-apps";
import { frameworks } from "../../src/apps/frameworks";
import type { CollectorOptions, ExampleApp } from "../../src/options";
import { schema } from "../../src/settings/schema";
import { synth } from "../repository/synth";

const FRAMEWORKS: readonly ExampleApp[] = schema.entries.exampleApps.wrapped.item.options;
type KubernetesObject = any;

/** What differs from one framework to the other in what starts its instrumentation and in what its pods are given. */
const DIFFERENCES: Record<
  ExampleApp,
  {
    /** Variables beside those of every application. */
    readonly environment: Record<string, string>;
    /** `ENV` of the image that runs. */
    readonly image?: string;
    readonly command: string;
    /** What the first stage of the image runs, and what the last one takes from it. */
    readonly build: readonly string[];
    readonly built: readonly string[];
    /** What the page runs without a container: its tests, and last of all itself. */
    readonly local: readonly string[];
    readonly memory: string;
    readonly user: number;
    readonly temporaryFiles?: boolean;
  }
> = {
  express: {
    environment: {
      NODE_OPTIONS: "--require @opentelemetry/auto-instrumentations-node/register",
      OTEL_NODE_DISABLED_INSTRUMENTATIONS: "dns,net,router",
      OTEL_NODE_RESOURCE_DETECTORS: "serviceinstance,env",
    },
    image: "NODE_ENV=production",
    command: '["node", "src/server.js"]',
    build: ["npm install --omit=dev --ignore-scripts --no-audit --no-fund"],
    built: ["/app/node_modules node_modules"],
    local: ["npm install && npm test", "node src/server.js"],
    memory: "192Mi",
    user: 1000,
  },
  django: {
    environment: {
      DJANGO_SETTINGS_MODULE: "shop.settings",
      OTEL_PYTHON_LOG_CORRELATION: "true",
      OTEL_PYTHON_LOG_AUTO_INSTRUMENTATION: "false",
    },
    image: 'PATH="/venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1',
    command: '["gunicorn"]',
    build: [
      "python -m venv /venv",
      "/venv/bin/pip install --no-cache-dir --disable-pip-version-check --requirement requirements.txt",
    ],
    built: ["/venv /venv"],
    local: [
      "python3 -m venv .venv && . .venv/bin/activate",
      "pip install --requirement requirements.txt && python manage.py test",
      "gunicorn",
    ],
    memory: "192Mi",
    user: 1000,
  },
  go: {
    environment: {},
    command: '["/shop"]',
    build: ["go mod download", 'CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /shop .'],
    built: ["/etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/", "/shop /shop"],
    local: ["go test ./...", "go run ."],
    memory: "64Mi",
    user: 65532,
  },
  spring: {
    environment: {
      JAVA_TOOL_OPTIONS: "-javaagent:/opentelemetry-javaagent.jar",
      OTEL_RESOURCE_DISABLED_KEYS: "process.command_args,process.command_line",
    },
    command: '["java", "-XX:MaxRAMPercentage=50", "-jar", "checkout.jar"]',
    build: [
      "mvn --batch-mode --strict-checksums dependency:go-offline",
      "mvn --batch-mode --strict-checksums package -DskipTests",
    ],
    built: ["/app/target/checkout.jar ./"],
    local: [
      "mvn package",
      expect.stringMatching(
        /^mvn dependency:copy -Dartifact=\S+:opentelemetry-javaagent:\S+ -Dmdep\.stripVersion -DoutputDirectory=target$/,
      ),
      "java -jar target/checkout.jar",
    ],
    memory: "512Mi",
    user: 1000,
    temporaryFiles: true,
  },
  dotnet: {
    environment: { OTEL_DOTNET_AUTO_LOGGER: "none" },
    command: '["sh", "instrument.sh", "dotnet", "Shop.dll"]',
    build: [
      'dotnet publish src/Shop --configuration Release --arch "$TARGETARCH" --no-self-contained --output /publish',
    ],
    built: ["/publish ./"],
    local: [
      "dotnet test test/Shop.Tests",
      "dotnet publish src/Shop --use-current-runtime --no-self-contained --output out",
      "sh out/instrument.sh dotnet out/Shop.dll",
    ],
    memory: "256Mi",
    user: 1654,
    temporaryFiles: true,
  },
};

/** What every application sets, whatever its language. */
const COMMON = {
  OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
  OTEL_PROPAGATORS: "tracecontext,baggage",
  OTEL_TRACES_SAMPLER: "parentbased_always_on",
  OTEL_TRACES_EXPORTER: "otlp",
  OTEL_METRICS_EXPORTER: "none",
  OTEL_LOGS_EXPORTER: "none",
};

test("outside of the cluster an application sends to the cluster's collector, or where that has a certificate to a local one", () => {
  const readme = (collector: CollectorOptions) =>
    synth(ExampleApps, { exampleApps: ["express"], collector })["examples/apps/express/README.md"];
  expect(readme({})).toContain("kubectl --namespace tracing port-forward service/otel-collector 4317 &\n");
  expect(readme({ tls: { secretName: "otlp-tls" } })).toMatch(
    /that of compose\.yaml[\s\S]*\ndocker compose run --rm --publish 127\.0\.0\.1:4317:4317 collector &\n/,
  );
});

describe.each(FRAMEWORKS)("%s", (framework) => {
  const directory = `examples/apps/${framework}`;
  const files = synth(ExampleApps, { exampleApps: [framework], dropHealthChecks: ["/healthz"] });
  const file = (name: string): string => files[`${directory}/${name}`];
  const manifest: KubernetesObject[] = parseAllDocuments(file("kubernetes.yaml")).map((document) => document.toJS());
  const pods = manifest.filter(({ kind }) => kind === "Deployment").map(({ spec }) => spec.template.spec);

  test("no other framework's example is written", () => {
    const examples = Object.keys(files).filter((path) => path.startsWith("examples/apps/"));
    expect(examples.filter((path) => !path.startsWith(`${directory}/`))).toEqual([]);
  });

  test("what holds values of the options is managed, the source is the user's", () => {
    const managed = Object.entries(files)
      .filter(([path, content]) => path.startsWith(directory) && String(content).includes("Generated by projen"))
      .map(([path]) => path.slice(directory.length + 1));
    expect(managed.sort()).toEqual([
      ".dockerignore",
      "Dockerfile",
      "README.md",
      "collector-config.yaml",
      "compose.yaml",
      "kubernetes.yaml",
    ]);
  });

  const {
    environment,
    image,
    command,
    build,
    built,
    local,
    memory,
    user,
    temporaryFiles = false,
  } = DIFFERENCES[framework];

  test("its pods are told the environment of every application, who they are, and what its instrumentation reads", () => {
    expect(manifest[0]).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "opentelemetry" },
      data: {
        OTEL_EXPORTER_OTLP_ENDPOINT: "http://otel-collector.tracing.svc.cluster.local:4317",
        ...COMMON,
      },
    });
    const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
    const own = (service: string, ...last: object[]) => [
      { name: "OTEL_SERVICE_NAME", value: `${framework}-${service}` },
      field("POD_NAME", "metadata.name"),
      field("NAMESPACE", "metadata.namespace"),
      field("NODE_NAME", "spec.nodeName"),
      {
        name: "OTEL_RESOURCE_ATTRIBUTES",
        value:
          "service.namespace=shop,service.version=1.0.0,deployment.environment.name=production,k8s.namespace.name=$(NAMESPACE),k8s.pod.name=$(POD_NAME),k8s.node.name=$(NODE_NAME)",
      },
      ...Object.entries(environment).map(([name, value]) => ({ name, value })),
      { name: "PORT", value: "8080" },
      ...last,
    ];
    expect(pods.map(({ containers: [{ env }] }) => env)).toEqual([
      own("checkout", { name: "PAYMENTS_URL", value: `http://${framework}-payments/payments` }),
      own("payments", { name: "SLOW_PAYMENT_MS", value: "700" }),
    ]);
  });

  test("a pod is ready before it is asked, ends when its requests have, and has no more rights than it needs", () => {
    const probe = { httpGet: { path: "/healthz", port: "http" } };
    for (const { containers, ...pod } of pods) {
      expect(pod).toEqual({
        automountServiceAccountToken: false,
        terminationGracePeriodSeconds: 30,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: user,
          runAsGroup: user,
          seccompProfile: { type: "RuntimeDefault" },
        },
        ...(temporaryFiles ? { volumes: [{ name: "tmp", emptyDir: {} }] } : {}),
      });
      const [{ env, ...container }] = containers;
      expect(containers).toHaveLength(1);
      expect(container).toEqual({
        name: "app",
        image: `checkout-${framework}:1.0.0`,
        ports: [{ name: "http", containerPort: 8080 }],
        envFrom: [{ configMapRef: { name: "opentelemetry" } }],
        readinessProbe: probe,
        livenessProbe: { ...probe, periodSeconds: 20, failureThreshold: 5 },
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        resources: { requests: { cpu: "50m", memory }, limits: { memory } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        ...(temporaryFiles ? { volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] } : {}),
      });
    }
  });

  test("a service is found by its name, and is two pods of its own", () => {
    const [, ...objects] = manifest;
    const of = (service: string) => {
      const name = `${framework}-${service}`;
      const labels = { "app.kubernetes.io/name": name };
      const versioned = { ...labels, "app.kubernetes.io/version": "1.0.0" };
      return [
        {
          apiVersion: "apps/v1",
          kind: "Deployment",
          metadata: { name, labels: versioned },
          spec: {
            replicas: 2,
            selector: { matchLabels: labels },
            template: { metadata: { labels: versioned }, spec: expect.anything() },
          },
        },
        {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name, labels },
          spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] },
        },
      ];
    };
    expect(objects).toEqual([...of("checkout"), ...of("payments")]);
  });

  test("its image is built without what only a developer needs, and the last stage takes what the first one made", () => {
    const [first, last] = file("Dockerfile")
      .split(/\n(?=FROM )/)
      .slice(-2);
    const lines = (stage: string, name: string) =>
      [...stage.matchAll(new RegExp(`^${name} (.*)$`, "gm"))].map(([, rest]) => rest);
    expect(lines(first, "RUN")).toEqual(build);
    expect(lines(last, "RUN")).toEqual([]);
    expect(
      lines(last, "COPY")
        .filter((args) => args.startsWith("--from="))
        .map((args) => args.replace(/^\S+ /, "")),
    ).toEqual(built);
  });

  test("its image starts the instrumentation with the application, as process 1", () => {
    const run = file("Dockerfile").slice(file("Dockerfile").lastIndexOf("\nFROM "));
    const instructions = (name: string) =>
      [...run.matchAll(new RegExp(`^${name} (.*)$`, "gm"))].map(([, rest]) => rest);
    expect(instructions("ENV")).toEqual(image === undefined ? [] : [image]);
    expect(instructions("CMD")).toEqual([command]);
    expect(instructions("ENTRYPOINT")).toEqual([]);
    expect(instructions("USER")).toEqual([`${user}:${user}`]); // a number: Kubernetes can tell that it is not root
    expect(instructions("EXPOSE")).toEqual(["8080"]);
  });

  test("every variable of the instrumentation says why it is there, once", () => {
    const lines = file("kubernetes.yaml").split("\n");
    const own = pods[0].containers[0].env.map(({ name }: KubernetesObject) => name);
    expect(new Set(own).size).toBe(own.length);
    expect(pods.flatMap(({ containers: [{ env }] }) => env).filter(({ value }) => value === "")).toEqual([]);
    for (const [index, line] of lines.entries()) {
      if (/^ *(- name: )?OTEL_/.test(line)) {
        expect(lines[index - 1]).toMatch(/^ *# \S/);
      }
    }
  });

  test("base images are pinned, and the last stage copies from another", () => {
    const images = [...file("Dockerfile").matchAll(/^FROM (?:--platform=\S+ )?(\S+)/gm)].map(([, image]) => image);
    expect(images.length).toBeGreaterThan(1);
    for (const image of images) {
      expect(image).toMatch(/:\d+\.\d+\.\d+\S*$|^scratch$/);
    }
    expect(
      file("Dockerfile")
        .split(/^FROM /m)
        .at(-1),
    ).toContain("COPY --from=");
  });

  test("every file that the Dockerfile copies is let through to the builder, and no other", () => {
    const allowed = file(".dockerignore")
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1));
    const copied = [...file("Dockerfile").matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
      names.split(" "),
    );
    expect(copied.filter((name) => !allowed.includes(name.replace(/\*$/, "")))).toEqual([]);
    expect(allowed.filter((name) => !copied.some((one) => one.replace(/\*$/, "") === name))).toEqual([]);
    const left: Partial<Record<ExampleApp, string[]>> = { django: ["**/__pycache__"], dotnet: ["**/bin", "**/obj"] };
    const kept = file(".dockerignore").match(/^[^#!\n].*$/gm);
    expect(kept).toEqual(["*", ...(left[framework] ?? [])]);
  });

  test("what its build leaves is no part of the repository", () => {
    const ignored = files[".gitignore"].split("\n").filter((line: string) => line.startsWith(`/${directory}/`));
    const leaves: Partial<Record<ExampleApp, string[]>> = {
      django: [".venv/", "**/__pycache__/"],
      spring: ["target/"],
      dotnet: ["out/", "**/bin/", "**/obj/"],
    };
    expect(ignored).toEqual((leaves[framework] ?? []).map((pattern) => `/${directory}/${pattern}`));
  });

  test("the README names it as its makers do, and asks for the version that its image has", () => {
    const [{ title }] = frameworks([framework]);
    expect(file("README.md")).toContain(`\n# ${title}, instrumented `);
    const [, version] = /Without containers it takes \D*(\d[\d.]*)/.exec(file("README.md")) ?? [];
    expect(version).toMatch(["django", "go"].includes(framework) ? /^\d+\.\d+$/ : /^\d+$/);
    // What is packaged in the image runs on older ones of Python.
    const start = framework === "django" ? "3." : `${version}.`;
    const images = file("Dockerfile").matchAll(/^FROM (?:--platform=\S+ )?\S+?:(?:\S+-temurin-)?(\d[\d.]*)/gm);
    expect([...images].map(([, image]) => `${image}.`.startsWith(start))).not.toContain(false);
  });

  test("the README runs it with the instrumentation's variables", () => {
    for (const name of Object.keys(manifest[0].data)) {
      expect(file("README.md")).toMatch(new RegExp(`^(env|  )? *${name}=\\S+ \\\\$`, "m"));
    }
    for (const { name, value } of pods[0].containers[0].env) {
      if (value !== undefined && !["OTEL_RESOURCE_ATTRIBUTES", "PORT", "PAYMENTS_URL"].includes(name)) {
        expect(file("README.md")).toMatch(new RegExp(`^  ${name}="?[^\\s"]`, "m"));
      }
    }
  });

  test("the image that the user pushes replaces the one in the manifest", () => {
    const { images, ...kustomization } = parse(file("kustomization.yaml"));
    const [{ name, ...pushed }] = images;
    expect(pods[0].containers[0].image).toBe(`${name}:1.0.0`);
    expect(pushed).toEqual({
      newName: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/${name}`,
      newTag: "1.0.0",
    });
    expect(kustomization).toEqual({
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      resources: ["kubernetes.yaml"],
    });
  });

  test("the README starts it here, with and without containers, and on the cluster, after its tests", () => {
    const [compose, call, alone, onCluster] = [...file("README.md").matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(
      ([, text]) => text,
    );
    expect([compose, call]).toEqual(["docker compose up --build\n", 'curl "localhost:8080/checkout?fail=1"\n']);
    const [collector, ...commands] = alone
      .replace(/\\\n */g, "")
      .trim()
      .split("\n");
    expect(collector).toMatch(/^\S.* &$/);
    const start = commands.pop();
    expect(commands).toEqual(local.slice(0, -1));
    expect(start).toMatch(/^env OTEL_/);
    expect(start).toContain(` OTEL_SERVICE_NAME=${framework}-checkout `);
    expect(start?.endsWith(` ${local.at(-1)}`)).toBe(true);
    expect(onCluster.replace(/ +#.*/g, "").trim().split("\n")).toEqual([
      "docker build --tag IMAGE . && docker push IMAGE",
      "kubectl apply -k .",
      `kubectl port-forward service/${framework}-checkout 8080:80`,
    ]);
  });

  test("the README says what each request shows", () => {
    const rows = file("README.md")
      .match(/^\|.*\|$/gm)
      ?.map((line) => line.slice(2, -2).split(" | "));
    expect(rows?.map(([request]) => request)).toEqual([
      "Request",
      "---",
      "`/checkout`",
      "`/checkout?slow=1`",
      "`/checkout?fail=1`",
      "`/healthz`",
    ]);
    expect(rows?.at(-1)).toEqual(["`/healthz`", "the probe's answer, whose traces the collector drops"]);
  });

  test("on a developer's machine it runs with the same variables as on the cluster, but for places", () => {
    const { services } = composeFile(file("compose.yaml"));
    const onCluster = Object.assign({}, manifest[0].data, ...pods.map(({ containers }) => valuesOf(containers[0].env)));
    const local = Object.assign(
      {},
      ...[`${framework}-payments`, `${framework}-checkout`].map((name) => services[name].environment),
    );
    const places = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_SERVICE_NAME", "PAYMENTS_URL"];
    expect(without(places, local)).toEqual(without(places, onCluster));
    expect(local).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4317",
      PAYMENTS_URL: `http://${framework}-payments:8080/payments`,
    });
  });

  test("on a developer's machine it runs with as few rights as on the cluster, and has as long to end", () => {
    const { services, name } = composeFile(file("compose.yaml"));
    expect(name).toBe(`shop-${framework}`);
    const rights = {
      build: ".",
      stop_grace_period: "30s",
      read_only: true,
      ...(temporaryFiles ? { tmpfs: ["/tmp"] } : {}),
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
    };
    const withoutEnvironment = ({ environment, ...service }: KubernetesObject) => service;
    expect(Object.fromEntries(Object.entries(services).map(([key, one]) => [key, withoutEnvironment(one)]))).toEqual({
      [`${framework}-checkout`]: {
        ...rights,
        ports: ["127.0.0.1:8080:8080"],
        depends_on: [`${framework}-payments`, "collector"],
      },
      [`${framework}-payments`]: { ...rights, depends_on: ["collector"] },
      collector: {
        image: expect.stringMatching(/\/opentelemetry-collector-contrib:0\.159\.0$/),
        command: ["--config=/etc/otelcol/collector-config.yaml"],
        volumes: ["./collector-config.yaml:/etc/otelcol/collector-config.yaml:ro"],
        depends_on: ["jaeger"],
      },
      jaeger: {
        image: expect.stringMatching(/^jaegertracing\/jaeger:\d+\.\d+\.\d+$/),
        ports: ["127.0.0.1:16686:16686"],
      },
    });
  });
});

test("a README says when a trace is shown, and what X-Ray lacks of it by an old collector", () => {
  const files = synth(ExampleApps, {
    exampleApps: ["express", "django"],
    collectorVersion: "0.92.0",
    sampling: { decisionWaitSeconds: 17 },
  });
  const [express, django] = ["express", "django"].map((name): string => files[`examples/apps/${name}/README.md`]);
  expect(express).toMatch(/shows the trace 17 s later/);
  expect(express).toContain("annotations alone: collector 0.92.0 takes the HTTP section");
  // Whose instrumentation writes the names that this collector reads.
  expect(django).not.toContain("annotations alone");
  const current = synth(ExampleApps, { exampleApps: ["express"] })["examples/apps/express/README.md"];
  expect(current).not.toContain("annotations alone");
});

test("the agent that the JVM is told to load is fetched at a version, checked, and can be read by any user", () => {
  const dockerfile: string = synth(ExampleApps, { exampleApps: ["spring"] })["examples/apps/spring/Dockerfile"];
  const add = /^ADD ((?:.*\\\n)*.*)$/m.exec(dockerfile)?.[1].replace(/\\\n */g, "");
  expect(add).toMatch(
    /^--chmod=444 --checksum=sha256:[0-9a-f]{64} https:\/\/\S+\d+\.\d+\.\d+\S*\.jar \/opentelemetry-javaagent\.jar$/,
  );
  expect(DIFFERENCES.spring.environment.JAVA_TOOL_OPTIONS).toBe(`-javaagent:${add?.split(" ").at(-1)}`);
});

/** As compose reads it: `<<` merges. */
const composeFile = (text: string) => parse(text, { merge: true });

const valuesOf = (variables: { name: string; value?: string }[]) =>
  Object.fromEntries(variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));

const without = (names: string[], variables: object) =>
  Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)));
