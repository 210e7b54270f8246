import { readFileSync, realpathSync } from "node:fs";
import { createBundledSources } from "./bundled-sources.js";
import { fileOf, isBlockId, isCandidateId as namesSource } from "./candidate-id.js";
import { followDefinitions, isClosure } from "./closure/follow-definitions.js";
import type { DefinitionScope, TrackedDefinition } from "./definition.js";
import { InlineageError } from "./errors.js";
import { createFingerprints } from "./fingerprint/fingerprints.js";
import { unreadable } from "./git/blob-ids.js";
import type { ModuleGraph } from "./graph.js";
import { createLinkedSources } from "./linked-sources.js";
import { describeDefinitions } from "./manifest/describe-definitions.js";
import {
  describePackages,
  describeTrackedFiles,
  describeUnreached,
} from "./manifest/describe-parts.js";
import { type Manifest, type ManifestEntry, sortedManifest } from "./manifest/manifest.js";
import { createMarkScanner, type ErasedSource, type MarkFunction } from "./marks/mark-scanner.js";
import { createBuildMemory } from "./remembered/build-memory.js";
import { createRememberedMarks } from "./remembered/remembered-marks.js";
import { createUnmarkedFiles } from "./remembered/unmarked-files.js";
import type { TrackedPaths } from "./tracked-files/find-files.js";
import { trackedPaths, trackFiles } from "./tracked-files/track-files.js";
import { bundledVersions } from "./versions/bundled-versions.js";
import { createEarlyLookups, type EarlyLookups } from "./versions/early-lookups.js";
import { resolveSetVersions } from "./versions/file-versions.js";
import { describeUnproven } from "./versions/unproven.js";

export interface BuildOptions {
  /** Absolute path that relative mark modules start from. */
  root: string;
  /** The functions whose use is a mark. */
  marks: readonly MarkFunction[];
  /** Whether anything but a proven commit is an error. */
  strict: boolean;
  /** What versions follow where the mark doesn't say. @default "file" */
  scope?: DefinitionScope | undefined;
  /** Name to a file, folder or glob that starts from the root: files to give versions to, beside definitions. */
  track?: Readonly<Record<string, string>> | undefined;
  /** Third-party packages to give versions to, where definitions reach them: names, or all. */
  packages?: true | readonly string[] | undefined;
  /** Takes one ready line for each thing a user should know. */
  warn(message: string): void;
}

/** The state of one plugin instance: what its transforms have found so far. */
export interface Build {
  /** Whether a module may hold marks at all: its id names JavaScript or TypeScript of the user's own. */
  isCandidateId(id: string): boolean;
  /** A text without a match for this holds no marks; one with a match may. */
  readonly candidateText: RegExp;
  /** A specifier without a match is not of a module that exports mark functions. A regular expression of Go's as well. */
  readonly markSpecifier: RegExp;
  /** Whether it matches: quicker to ask than the pattern. */
  mayHoldMarks(text: string): boolean;
  /**
   * Whether the text of a file on disk may hold marks: of most files an earlier build remembers that it can't.
   *
   * @param file absolute path
   * @returns `undefined` when the file can't be read
   */
  fileMayHoldMarks(file: string): boolean | undefined;
  /**
   * Finds and erases the marks of one module.
   *
   * @returns the module without its marks and an exact source map, or `undefined` when it has none
   * @throws {InlineageError} on a mark that can't be honoured
   */
  transform(code: string, id: string): ErasedSource | undefined;
  /**
   * The modules of a graph whose imports `finalize` asks it for: those that hold a definition with a closure for its
   * scope, or, where packages are asked for, any definition. A mark that can't be honoured is for `finalize` to refuse.
   */
  followed(graph: Omit<ModuleGraph, "importsOf">): string[];
  /** What the option `track` names, there or not, for hosts that watch. */
  trackedPaths(): Promise<TrackedPaths>;
  /**
   * Says that files are read anew from now on, of hosts that hand over what they read before: a file that changes after
   * that may have been read before.
   */
  begin(): void;
  /** Drops what is known of a file that was edited or deleted. */
  forget(file: string): void;
  /**
   * Says that `finalize` will be called once the module graph is complete, so that git can be asked about files with
   * marks from now on. It changes how long `finalize` takes, and nothing else.
   *
   * @param files absolute paths of files that are likely to be in the graph, if any are known
   */
  expectFinalize(files?: Iterable<string>): void;
  /**
   * The versions of exactly the tracked definitions in this module graph.
   *
   * @throws {InlineageError} on two definitions with one name, and with `strict` on an unproven version
   */
  finalize(graph: ModuleGraph, options?: FinalizeOptions): Promise<Manifest>;
}

export interface FinalizeOptions {
  signal?: AbortSignal | undefined;
  /** Takes every warning of this call, instead of only the news going to the build's own `warn`. */
  warn?: ((message: string) => void) | undefined;
}

export function createBuild({
  root,
  marks,
  strict,
  scope = "file",
  track = {},
  packages,
  warn,
}: BuildOptions): Build {
  const scanner = createMarkScanner({ root, functions: marks });
  const found = new Map<string, readonly TrackedDefinition[]>();
  const idsByFile = new Map<string, Set<string>>();
  const memory = createBuildMemory(root);
  const marksOf = createRememberedMarks(scanner, memory, { root, functions: marks });
  const unmarked = createUnmarkedFiles(root, scanner.candidateText, scanner.mayHoldMarks);
  const sources = createBundledSources();
  const fingerprints = createFingerprints(scanner, memory, sources, { root, functions: marks });
  const isLinked = createLinkedSources();
  const isCandidateId = (id: string) => namesSource(id, isLinked);
  let warned: readonly string[] = [];
  let early: EarlyLookups | undefined;

  function definitionsOf(
    id: string,
    graph: Pick<ModuleGraph, "wasTransformed">,
  ): readonly TrackedDefinition[] {
    const known = found.get(id);
    if (known) return known;
    // Asked first: of most hosts it is the quickest to answer.
    if (graph.wasTransformed?.(id) || !isCandidateId(id) || !isPlainPath(id)) return [];
    const code = readSource(id);
    if (!scanner.mayHoldMarks(code)) return [];
    const { definitions } = marksOf(code, realFile(id));
    keep(id, definitions);
    return definitions;
  }

  function keep(id: string, definitions: readonly TrackedDefinition[]): void {
    found.set(id, definitions);
    const file = fileOf(id);
    const ids = idsByFile.get(file) ?? new Set();
    idsByFile.set(file, ids.add(id));
  }

  function drop(id: string): void {
    for (const { file } of found.get(id) ?? []) sources.drop(file);
    found.delete(id);
  }

  /** The files that have versions of their own; those of closures are known when the graph is. */
  function followedAlone(definitions: readonly TrackedDefinition[]): string[] {
    return definitions.flatMap((found) => (isClosure(found, scope) ? [] : [found.file]));
  }

  return {
    isCandidateId,
    candidateText: scanner.candidateText,
    markSpecifier: scanner.markSpecifier,
    mayHoldMarks: scanner.mayHoldMarks,
    fileMayHoldMarks: (file) => unmarked.mayHoldMarks(file),

    transform(code, id) {
      drop(id);
      if (!isCandidateId(id) || !scanner.mayHoldMarks(code)) return undefined;
      const isBlock = isBlockId(id);
      const file = realFile(id);
      const marked = marksOf(code, file, isBlock);
      const definitions = isBlock ? placedInFile(marked.definitions, code) : marked.definitions;
      if (definitions[0] && id.includes("\0")) throw madeUp(definitions[0]);
      if (definitions.length > 0) {
        keep(id, definitions);
        sources.add(file, code);
      }
      early?.add(followedAlone(definitions));
      return marked.erased;
    },

    followed(graph) {
      return [...(graph.candidates ?? graph.ids)].filter((id) => {
        try {
          const definitions = definitionsOf(id, graph);
          return definitions.some((found) => packages !== undefined || isClosure(found, scope));
        } catch {
          return false;
        }
      });
    },

    trackedPaths: () => trackedPaths(track, root),

    begin: () => sources.begin(),

    forget(file) {
      for (const id of idsByFile.get(file) ?? []) drop(id);
      idsByFile.delete(file);
    },

    expectFinalize(files = []) {
      early ??= createEarlyLookups(root);
      early.add([...found.values()].flatMap(followedAlone));
      early.add(files);
    },

    async finalize(graph, { signal, warn: warnOf } = {}) {
      const ending = early?.end(signal);
      early = undefined;
      const repositories = await ending;
      const { definitions, packages: reached } = followDefinitions(
        graph,
        (id) => definitionsOf(id, graph),
        scope,
        packages !== undefined,
      );
      const sets = definitions.map(({ files }) => files);
      const onDisk = await resolveSetVersions(sets, { root, repositories, signal });
      const ofDefinitions = await bundledVersions(sets, onDisk, sources, root);
      const tracked = await trackFiles(track, definitions, { root, signal });
      const resolved = [...ofDefinitions, ...tracked.map((part) => part.resolved)];
      const { warning, error } = describeUnproven(resolved);
      if (strict && error) throw error;
      const unreached = packages && describeUnreached(reached, packages);
      const warnings = [warning, unreached].filter((text) => text !== undefined);
      for (const text of warnings) {
        if (warnOf) warnOf(text);
        else if (!warned.includes(text)) warn(text);
      }
      if (!warnOf) warned = warnings;
      memory.keep();
      unmarked.keep();
      return sortedManifest([
        ...describeDefinitions(definitions, ofDefinitions, fingerprints, root),
        ...tracked.map(({ files, resolved }): [string, ManifestEntry] => [
          files.name,
          describeTrackedFiles(files, resolved, fingerprints),
        ]),
        ...(packages ? describePackages(reached, packages, root) : []),
      ]);
    },
  };
}

/** Where the definitions of a block are in its file, as far as the block is there to be found as it is. */
function placedInFile(
  definitions: readonly TrackedDefinition[],
  block: string,
): readonly TrackedDefinition[] {
  return definitions.map((definition) => {
    const text = readSource(definition.file);
    const above = text.slice(0, Math.max(0, text.indexOf(block))).split("\n");
    const indent = definition.line === 1 ? (above.at(-1)?.length ?? 0) : 0;
    return {
      ...definition,
      line: definition.line + above.length - 1,
      column: definition.column + indent,
    };
  });
}

/** Where the content really is: a host that preserves symlinks gives the link's path. */
function realFile(id: string): string {
  const file = fileOf(id);
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}

function madeUp({ file, name, line, column }: TrackedDefinition): InlineageError {
  return new InlineageError({
    code: "UNSUPPORTED_MARK",
    message: `a plugin made this module up, so "${name}" in it can't have the version of a file`,
    remedy: "move the marked definition into a file, and import it from there.",
    location: { file: file.replaceAll("\0", ""), line, column },
  });
}

/** Bundlers mark ids of modules that are no files with a NUL, and text or addresses of files with a query. */
function isPlainPath(id: string): boolean {
  return !id.includes("?") && !id.includes("\0");
}

/**
 * Empty for an id that names no file: plugins make modules up.
 *
 * Synchronous, so that thousands of modules from a cache can't use up the file handles a process may have.
 */
function readSource(id: string): string {
  try {
    return readFileSync(id, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return "";
    throw unreadable(id, cause);
  }
}
