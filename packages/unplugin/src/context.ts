import { type Build, createBuild } from "@inlineage/core";
import type { OptionsResolved } from "./options.js";
import { withoutTrace } from "./without-trace.js";

/** What every host adapter gets: the options, and one build whose root the host names before its first transform. */
export interface PluginContext {
  readonly options: OptionsResolved;
  /**
   * Created at first use; the root of the first host to call `start` wins. What it throws is ready to print:
   * an `InlineageError` comes without stack and cause.
   */
  readonly build: Build;
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
  let build: Build | undefined;
  return {
    options,
    get build() {
      build ??= printable(
        createBuild({
          root: root ?? process.cwd(),
          marks: options.marks,
          strict,
          scope: options.scope,
          warn: (message) => warn(message),
        }),
      );
      return build;
    },
    start(hostRoot, hostWarn, purpose = "build") {
      root ??= hostRoot;
      warn = hostWarn;
      strict = options.strict && purpose === "build";
    },
  };
}

function printable(build: Build): Build {
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
        return await build.finalize(graph, options);
      } catch (error) {
        throw withoutTrace(error);
      }
    },
  };
}
