import { render, type View } from "../render";
import { ACTIONS } from "../repository/actions";
import { UserError } from "../user-error";

/** What an organisation's template package is named after. */
export interface TemplatePackageOptions {
  /** Its name on npm, such as `acme-tracing` or `@acme/tracing`. */
  readonly name: string;
  /** Name of the organisation for people. @default - the first word of the package's name, with a capital */
  readonly organisation?: string;
  /** The manifest of eks-otel-tracing, on which it builds, and with whose versions of projen, constructs and jsii. */
  readonly generator: GeneratorManifest;
}

/** What is read of the manifest of eks-otel-tracing. */
export interface GeneratorManifest {
  readonly version: string;
  readonly engines: Readonly<Record<"node", string>>;
  readonly peerDependencies: Readonly<Record<"constructs" | "projen", string>>;
  readonly devDependencies: Readonly<Record<"constructs" | "jsii" | "projen", string>>;
}

/** A package before it is written. */
export interface TemplatePackage {
  /** Name of its directory. */
  readonly folder: string;
  /** Text of each file by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** What each file shows beside its text. */
const SHOWN: Readonly<Record<string, readonly Name[]>> = {
  ".github/workflows/release.yml": ["checkout", "setupNode"],
  ".gitignore": [],
  "README.md": ["name", "organisation"],
  "package.json": [
    "name",
    "organisation",
    "owner",
    "folder",
    "version",
    "nodeRange",
    "constructsRange",
    "projenRange",
    "constructsVersion",
    "jsiiVersion",
    "projenVersion",
  ],
  "src/index.ts": [],
  "src/preset.ts": ["organisation"],
  "src/project.ts": ["className", "organisation", "folder"],
  "test/scaffold.test.mjs": ["name", "organisation", "folder"],
};
type Name =
  | keyof ReturnType<typeof versionsOf>
  | "name"
  | "organisation"
  | "owner"
  | "folder"
  | "className"
  | "checkout"
  | "setupNode";

/** A template is named without the dot: npm leaves a .gitignore out of packages, and git would obey it. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = { ".gitignore": "gitignore" };

/**
 * The template package of an organisation.
 *
 * @throws UserError when a name is not possible
 */
export function templatePackageFiles({ name, generator, ...options }: TemplatePackageOptions): TemplatePackage {
  const [, scope, folder] = /^(?:@([a-z0-9][a-z0-9-]*)\/)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
  if (folder === undefined || name.length > 214) {
    throw new UserError(
      `${JSON.stringify(name)} is no name for a template package: lower-case letters, digits and single '-', a letter first, such as acme-tracing or @acme/tracing. Nothing was written.`,
    );
  }
  if (folder === "eks-otel-tracing") {
    throw new UserError(
      `${name} would be taken for the package that it builds on: choose another name. Nothing was written.`,
    );
  }
  const owner = scope ?? folder.split("-")[0];
  const organisation = options.organisation ?? capitalised(owner);
  if (!/^\p{L}[\p{L}\p{N} .&-]*$/u.test(organisation)) {
    throw new UserError(
      `${JSON.stringify(organisation)} is no name for an organisation: letters, digits, blanks, '.', '&' and '-', a letter first. Nothing was written.`,
    );
  }
  const names: Record<Name, string> = {
    name,
    organisation,
    owner,
    folder,
    className: (scope ? `${scope}-${folder}` : folder).split("-").map(capitalised).join(""),
    ...versionsOf(generator),
    checkout: ACTIONS.checkout,
    setupNode: ACTIONS.setupNode,
  };
  return {
    folder,
    files: Object.fromEntries(
      Object.entries(SHOWN).map(([path, shown]) => [
        path,
        render(
          `organisation-template/${NAMED_OTHERWISE[path] ?? path}`,
          Object.fromEntries(shown.map((one) => [one, names[one]])) as View,
        ),
      ]),
    ),
  };
}

function versionsOf({ version, engines, peerDependencies, devDependencies }: GeneratorManifest) {
  return {
    version,
    nodeRange: engines.node,
    constructsRange: peerDependencies.constructs,
    projenRange: peerDependencies.projen,
    constructsVersion: devDependencies.constructs,
    jsiiVersion: devDependencies.jsii,
    projenVersion: devDependencies.projen,
  };
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
