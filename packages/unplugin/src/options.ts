import { type DefinitionScope, InlineageError, type MarkFunction, nearest } from "@inlineage/core";

/** What `inlineage()` takes. Every option has a default: `inlineage()` is enough. */
export interface Options {
  /**
   * Further functions that mark, beside `tracked` of `@inlineage/runtime`. `module` is a specifier as your
   * imports write it, or a path relative to the root, without extension.
   *
   * @default []
   */
  marks?: readonly MarkFunction[] | undefined;
  /**
   * Turn every version that is not a commit git proves into a build error. Servers and watchers go on all the same.
   *
   * @default false
   */
  strict?: boolean | undefined;
  /**
   * What the version of a definition follows: `"file"`, the file it is in, or `"closure"`, that file and every
   * first-party file it reaches in the bundle, JSON, text and style sheets included. A mark can say so for itself:
   * `tracked({ name: "model", scope: "closure" }, fn)`.
   *
   * @default "file"
   */
  scope?: DefinitionScope | undefined;
  /**
   * Files without code to give versions to: name to a file, folder or glob that starts from the root, such as
   * `{ hyperparameters: "params.yaml", dataset: "data/train.csv.dvc", prompts: "prompts/**" }`. A name that stands for
   * no file is a build error.
   *
   * @default {}
   */
  track?: Readonly<Record<string, string>> | undefined;
  /**
   * Third-party packages to put among the versions, as `npm:NAME`, where tracked definitions reach them: `true` for
   * all, or their names. Several versions of one package are all told.
   *
   * @default none
   */
  packages?: boolean | readonly string[] | undefined;
  /**
   * Write a declaration file with exactly the names of the bundle, so that a misspelt one is a type error: `true` for
   * `versions.d.ts` in the root, or a path that starts from there. Give each bundle one of its own.
   *
   * @default false
   */
  dts?: boolean | string | undefined;
  /**
   * Where Vite's server and Vitest look for marks in files that nothing has imported yet: globs, relative to the
   * root. Builds don't look around, and a file that is imported counts wherever it is.
   *
   * @default the root, and the linked packages and aliased folders outside of it
   */
  include?: readonly string[] | undefined;
  /**
   * What to leave out of `include`: globs of files and folders, relative to the root. What git ignores, `node_modules`
   * and Vite's output are left out anyway.
   *
   * @default []
   */
  exclude?: readonly string[] | undefined;
}

export interface OptionsResolved {
  marks: readonly MarkFunction[];
  strict: boolean;
  scope: DefinitionScope;
  track: Readonly<Record<string, string>>;
  packages: true | readonly string[] | undefined;
  /** A path that starts from the root. */
  dts: string | undefined;
  include: readonly string[] | undefined;
  exclude: readonly string[];
}

const OPTION_NAMES = [
  "marks",
  "strict",
  "scope",
  "track",
  "packages",
  "dts",
  "include",
  "exclude",
] satisfies readonly (keyof Options)[];
const MARK_KEYS = ["module", "name"] satisfies readonly (keyof MarkFunction)[];
const MARK_EXAMPLE = '{ module: "./our-tracking", name: "versioned" }';
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/**
 * Checks what a user passed to `inlineage()` and fills in the defaults.
 *
 * @throws {InlineageError} `INVALID_OPTION`, naming the option, on an unknown name or a value of the wrong type
 */
export function resolveOptions(options: Options | undefined = {}): OptionsResolved {
  if (!isRecord(options)) {
    throw invalid(
      `inlineage() takes an object of options, but got ${describe(options)}`,
      "call inlineage() for the defaults, or pass an object such as { strict: true }.",
    );
  }
  refuseUnknownKeys(options, OPTION_NAMES, "option");
  return {
    marks: resolveMarks(options.marks),
    strict: resolveStrict(options.strict),
    scope: resolveScope(options.scope),
    track: resolveTrack(options.track),
    packages: resolvePackages(options.packages),
    dts: resolveDts(options.dts),
    include: resolveGlobs("include", options.include),
    exclude: resolveGlobs("exclude", options.exclude) ?? [],
  };
}

function resolveGlobs(name: "include" | "exclude", globs: unknown): readonly string[] | undefined {
  if (globs === undefined) return undefined;
  const isGlob = (glob: unknown) => typeof glob === "string" && /^[^!]/.test(glob);
  if (Array.isArray(globs) && globs.every(isGlob)) return globs;
  const wrong = Array.isArray(globs) ? globs.find((glob) => !isGlob(glob)) : globs;
  throw invalid(
    `the option "${name}" must be an array of globs, but got ${describe(wrong)}${Array.isArray(globs) ? " in it" : ""}`,
    `write ${name}: ["src/**"], and what to leave out in "exclude".`,
  );
}

function resolveStrict(strict: unknown): boolean {
  if (strict === undefined) return false;
  if (typeof strict === "boolean") return strict;
  throw invalid(
    `the option "strict" must be a boolean, but got ${describe(strict)}`,
    "set strict to true or false, or leave it out.",
  );
}

function resolveScope(scope: unknown): DefinitionScope {
  if (scope === undefined) return "file";
  if (scope === "file" || scope === "closure") return scope;
  throw invalid(
    `the option "scope" must be "file" or "closure", but got ${describe(scope)}`,
    'set scope to "file" or "closure", or leave it out.',
  );
}

/** The keys of a snapshot that are no name's. */
const RESERVED_NAMES = ["aggregated_version", "hostname", "versioning_timestamp"];

/** `npm:NAME` is a package's. */
export function canBeTracked(name: string): boolean {
  return name !== "" && !name.startsWith("npm:") && !RESERVED_NAMES.includes(name);
}

function resolveTrack(track: unknown): Readonly<Record<string, string>> {
  if (track === undefined) return {};
  const example = 'write track: { hyperparameters: "params.yaml" }.';
  if (!isRecord(track)) {
    throw invalid(`the option "track" must be an object, but got ${describe(track)}`, example);
  }
  const entries = Object.entries(track).map(([name, pattern]): [string, string] => {
    if (!canBeTracked(name)) {
      throw invalid(
        `the option "track" can't use the name ${JSON.stringify(name)}`,
        "take a name that no snapshot and no package (npm:NAME) has for its own.",
      );
    }
    if (typeof pattern === "string" && pattern !== "") return [name, pattern];
    throw invalid(
      `the option "track" must give a path or a glob for ${JSON.stringify(name)}, but got ${describe(pattern)}`,
      example,
    );
  });
  return Object.fromEntries(entries);
}

function resolvePackages(packages: unknown): true | readonly string[] | undefined {
  if (packages === undefined || packages === false) return undefined;
  const isName = (name: unknown) => typeof name === "string" && name !== "";
  if (packages === true || (Array.isArray(packages) && packages.every(isName))) return packages;
  const got = Array.isArray(packages)
    ? `${describe(packages.find((name) => !isName(name)))} in it`
    : describe(packages);
  throw invalid(
    `the option "packages" must be true or an array of names, but got ${got}`,
    'write packages: true, or packages: ["onnxruntime-node"].',
  );
}

function resolveDts(dts: unknown): string | undefined {
  if (dts === undefined || dts === false) return undefined;
  if (dts === true) return "versions.d.ts";
  if (typeof dts === "string" && /\.d\.[cm]?ts$/.test(dts)) return dts;
  throw invalid(
    `the option "dts" must be true or the path of a .d.ts file, but got ${describe(dts)}`,
    'write dts: true, or dts: "types/versions.d.ts".',
  );
}

function resolveMarks(marks: unknown): readonly MarkFunction[] {
  if (marks === undefined) return [];
  if (!Array.isArray(marks)) {
    throw invalid(
      `the option "marks" must be an array, but got ${describe(marks)}`,
      `write marks: [${MARK_EXAMPLE}].`,
    );
  }
  return marks.map(resolveMark);
}

function resolveMark(mark: unknown, index: number): MarkFunction {
  const place = `marks[${index}]`;
  if (!isRecord(mark)) {
    throw invalid(
      `${place} must be an object with "module" and "name", but got ${describe(mark)}`,
      `write it as ${MARK_EXAMPLE}.`,
    );
  }
  refuseUnknownKeys(mark, MARK_KEYS, `key of ${place}`);
  const { module, name } = mark;
  if (typeof module !== "string" || module === "") {
    throw invalid(
      `${place}.module must be the specifier of a module, but got ${describe(module)}`,
      `write it as ${MARK_EXAMPLE}.`,
    );
  }
  if (typeof name !== "string" || !IDENTIFIER.test(name)) {
    throw invalid(
      `${place}.name must be the name of an export, but got ${describe(name)}`,
      `write it as ${MARK_EXAMPLE}.`,
    );
  }
  return { module, name };
}

function refuseUnknownKeys(value: object, known: readonly string[], what: string): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const suggestion = nearest(key, known);
    throw invalid(
      `unknown ${what} ${JSON.stringify(key)}`,
      `${suggestion ? `did you mean "${suggestion}"? Known` : "use one of the known names"}: ${known.join(", ")}.`,
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "function") return "a function";
  return `the ${typeof value} ${typeof value === "string" ? JSON.stringify(value) : String(value)}`;
}

function invalid(message: string, remedy: string): InlineageError {
  return new InlineageError({ code: "INVALID_OPTION", message, remedy });
}
