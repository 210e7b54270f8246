import { type Build, createBuild, type Manifest } from "@inlineage/core";
import type { OptionsResolved } from "./options.js";
import { withoutTrace } from "./without-trace.js";
import { writeDeclaration } from "./write-declaration.js";

/** What every host adapter gets: the options, and a build for the root that the host names before its first transform. */
export interface PluginContext {
  readonly options: OptionsResolved;
  /**
   * Of the root that `start` was called with last. What it throws is ready to print: an `InlineageError` comes without
   * stack and cause.
   */
  readonly build: Build;
  /** For hosts that know their root where they ask: one instance may serve builds of several, also at the same time. */
  buildOf(root: string): Build;
  /** Tells all builds of a file that was edited or deleted. */
  forget(file: string): void;
  /**
   * Whether the host is told to preserve symlinks: ids below `node_modules` may then name files of the user's own.
   * Hosts that know set it before their first transform, and keep away from packages otherwise.
   */
  preservesSymlinks: boolean;
  /** Whether another instance does the work of this one, and this one has to leave the marks alone. */
  isIdle: boolean;
  /**
   * Called by a host as soon as it knows its root directory and where its warnings go. Servers and watchers are
   * never strict: uncommitted edits are what they are for.
   */
  start(root: string, warn: (message: string) => void, purpose?: "build" | "serve"): void;
}

export function createContext(options: OptionsResolved): PluginContext {
  let root: string | undefined;
  let warn: (message: string) => void = console.warn;
  let strict = options.strict;
  const builds = new Map<string, Build>();

  function buildOf(from: string): Build {
    const known = builds.get(from);
    if (known) return known;
    const build = printable(
      createBuild({
        root: from,
        marks: options.marks,
        strict,
        scope: options.scope,
        track: options.track,
        packages: options.packages,
        warn: (message) => warn(message),
      }),
      (manifest) => {
        if (options.dts !== undefined) writeDeclaration(manifest, options.dts, from);
      },
    );
    builds.set(from, build);
    return build;
  }

  return {
    options,
    preservesSymlinks: false,
    isIdle: false,
    get build() {
      return buildOf(root ?? process.cwd());
    },
    buildOf,
    forget(file) {
      for (const build of builds.values()) build.forget(file);
    },
    start(hostRoot, hostWarn, purpose = "build") {
      root = hostRoot;
      warn = hostWarn;
      strict = options.strict && purpose === "build";
    },
  };
}

function printable(build: Build, onManifest: (manifest: Manifest) => void): Build {
  return {
    ...build,
    transform(code, id) {
      try {
        return build.transform(code, id);
      } catch (error) {
        throw withoutTrace(error);
      }
    },
    async finalize(graph, options) {
      try {
        const manifest = await build.finalize(graph, options);
        onManifest(manifest);
        return manifest;
      } catch (error) {
        throw withoutTrace(error);
      }
    },
  };
}
