import type { Project } from "projen";

/** A package at a version. */
export interface PackageVersion {
  readonly name: string;
  /** `0.0.0` is a development build. */
  readonly version: string;
}

/** What a generated repository is made from. */
export interface TemplatePackages {
  /** The package that has the project's class: this one, or an organisation's that subclasses it. */
  readonly template: PackageVersion;
  /** This package. */
  readonly generator: PackageVersion;
  /** All packages whose classes take part, from the template to the generator. */
  readonly all: readonly PackageVersion[];
}

/** Name of this package. */
export const GENERATOR = "eks-otel-tracing";

/** The jsii compiler writes name and version of its package into every class that the package exports. */
const JSII_RUNTIME_TYPE = Symbol.for("jsii.rtti");

/**
 * Finds the packages by the project's class and those that it extends, so that it asks neither the disk nor npm.
 *
 * A class without a manifest of its own, such as one in `.projenrc.ts`, counts to the package of the class that it extends.
 */
export function templatePackages(project: Project): TemplatePackages {
  return packagesOfType(project.constructor);
}

/** The same by the project's class, before there is a project. */
export function packagesOfType(type: unknown): TemplatePackages {
  const packages = classPackages(type);
  const generator = packages.find(({ name }) => name === GENERATOR) ?? { name: GENERATOR, version: "0.0.0" };
  // What our class extends is projen's.
  const templates = packages.filter(({ name }) => ![GENERATOR, "projen", "constructs"].includes(name));
  const all = [...templates, generator];
  return { template: all[0], generator, all };
}

/** The packages of a class and of those that it extends, the class's own first, each once. */
function classPackages(type: unknown): PackageVersion[] {
  if (typeof type !== "function") {
    return [];
  }
  const own = Object.getOwnPropertyDescriptor(type, JSII_RUNTIME_TYPE)?.value as RuntimeType | undefined;
  const extended = classPackages(Object.getPrototypeOf(type));
  const name = own?.fqn.split(".")[0];
  return own === undefined || name === undefined || extended.some((other) => other.name === name)
    ? extended
    : [{ name, version: own.version }, ...extended];
}

interface RuntimeType {
  /** Package, modules and class, with dots between them. */
  readonly fqn: string;
  readonly version: string;
}
