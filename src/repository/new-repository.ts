import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import * as v from "valibot";
import { git } from "../git";
import { readJson } from "../json-file";
import type { EksOtelTracingProjectOptions } from "../options";
import { schema } from "../settings/schema";
import { UserError } from "../user-error";
import { renovateConfiguration } from "./competing-files";
import { enclosingRepository } from "./enclosing-repository";

/** What projen hands to a project that `projen new` creates, beside its options: they become `.projenrc.ts`. */
interface Creation {
  readonly __new__?: { readonly args: Record<string, unknown>; readonly fqn: string };
}

type Options = EksOtelTracingProjectOptions & Creation;

/**
 * The options with which a repository begins, when `projen new` creates it: as they were typed, and such that they fit
 * where it is created. On any other run, the options as they are.
 *
 * @throws UserError when `projen new` would fail half-way, or do what nobody wants; nothing has been generated then
 */
export function newRepositoryOptions(options: Options): Options {
  if (options.__new__ === undefined) {
    return options;
  }
  const directory = resolve(options.outdir ?? ".");
  refuseSecondTime(directory);
  const surrounding = surroundingRepository(directory);
  if (flag("no-git") === undefined && flag("git") !== "false") {
    refuseNestedRepository(directory, surrounding);
    refuseCommitOfNobody(directory);
  }
  const changes = { ...asTyped(options), ...leftOut(options, directory, surrounding), ...named(options, directory) };
  return { ...options, ...changes, __new__: { ...options.__new__, args: { ...options.__new__.args, ...changes } } };
}

function refuseSecondTime(directory: string): void {
  const files = existsSync(directory) ? readdirSync(directory) : [];
  const projenrc = files.find((file) => file.startsWith(".projenrc."));
  if (projenrc !== undefined) {
    throw refusal(
      `${projenrc} is there already, and \`projen new\` would generate from its flags and keep that file.`,
      "Edit it and run `npx projen`, or delete it to begin anew.",
    );
  }
}

function refuseNestedRepository(directory: string, surrounding: string | undefined): void {
  if (surrounding !== undefined) {
    throw refusal(
      `${directory} is part of the git repository ${surrounding}, and \`projen new\` would make a second one in it.`,
      "Run it with --no-git to stay a part of that one, or `git init` here first to leave it.",
    );
  }
}

function refuseCommitOfNobody(directory: string): void {
  const { error, status, stderr } = git(directory, "var", "GIT_COMMITTER_IDENT");
  if (error) {
    throw refusal(`git can't be run: ${error.message}.`, "Install it, or add --no-git.");
  }
  if (status !== 0) {
    throw refusal(
      `\`projen new\` ends with a commit, and git does not know whose: ${stderr.trim().split("\n").at(-1)}`,
      'Tell it, with `git config --global user.name "Your Name"` and `git config --global user.email you@example.com`, or add --no-git.',
    );
  }
}

/** A directory that a repository ignores is no part of it. */
function surroundingRepository(directory: string): string | undefined {
  const root = enclosingRepository(directory);
  return root !== undefined && git(directory, "check-ignore", "--quiet", directory).status !== 0 ? root : undefined;
}

/** What would never be read here. */
function leftOut({ repository }: Options, directory: string, surrounding: string | undefined): Options {
  if (surrounding !== undefined) {
    say("there is neither a workflow nor Renovate's configuration: below the root of a repository neither is read.");
    return { repository: { ...repository, githubWorkflows: false, renovate: false } };
  }
  const renovate = renovateConfiguration(directory);
  if (renovate !== undefined) {
    say(`Renovate's configuration is not generated: ${renovate} is there, and Renovate reads one alone.`);
    return { repository: { ...repository, renovate: false } };
  }
  return {};
}

function say(text: string): void {
  console.error(`eks-otel-tracing: ${text}`);
}

/** projen reads digits as a number where text is due, and cuts the fraction of a number off. */
function asTyped({ __new__: creation }: Options): Options {
  const typed: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(creation?.args ?? {})) {
    const text = flag(name) ?? flag(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    const option = Object.hasOwn(schema.entries, name)
      ? schema.entries[name as keyof typeof schema.entries]
      : undefined;
    if (typeof given === "number" && text !== undefined && option !== undefined) {
      typed[name] = [text, Number(text)].find((value) => v.is(option, value)) ?? given;
    }
  }
  return typed;
}

/** projen takes the package's place, such as `./acme-tracing.tgz`, for its name. npm has just written both. */
function named({ devDeps = [], __new__: creation }: Options, directory: string): Options {
  const nameless = devDeps.filter(
    (dependency) => dependency === flag("from") && !v.is(schema.entries.devDeps, [dependency]),
  );
  if (nameless.length === 0) {
    return {};
  }
  const name = creation?.fqn.replace(/\.[^.]*$/, "") ?? "";
  const range = manifest(directory).devDependencies?.[name];
  return range === undefined
    ? {}
    : { devDeps: devDeps.map((dependency) => (nameless.includes(dependency) ? `${name}@${range}` : dependency)) };
}

function manifest(directory: string): { devDependencies?: Record<string, string> } {
  const path = join(directory, "package.json");
  return existsSync(path) ? readJson(path) : {};
}

/** The text after a flag of `projen new`. */
function flag(name: string): string | undefined {
  const at = process.argv.findIndex((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`));
  return at < 0 ? undefined : (/=(.*)/s.exec(process.argv[at])?.[1] ?? process.argv[at + 1] ?? "");
}

function refusal(what: string, remedy: string): UserError {
  return new UserError(`eks-otel-tracing: nothing was generated.\n\n  ${what}\n\n${remedy}\n`);
}
