import { type Build, createBuild } from "@inlineage/core";
import type { OptionsResolved } from "./options.js";

/** What every host adapter gets: the options, and one build whose root the host names before its first transform. */
export interface PluginContext {
  readonly options: OptionsResolved;
  /** Created at first use; the root of the first host to call `start` wins. */
  readonly build: Build;
  /** Called by a host as soon as it knows its root directory and where its warnings go. */
  start(root: string, warn: (message: string) => void): void;
}

export function createContext(options: OptionsResolved): PluginContext {
  let root: string | undefined;
  let warn: (message: string) => void = console.warn;
  let build: Build | undefined;
  return {
    options,
    get build() {
      build ??= createBuild({
        root: root ?? process.cwd(),
        marks: options.marks,
        strict: options.strict,
        warn: (message) => warn(message),
      });
      return build;
    },
    start(hostRoot, hostWarn) {
      root ??= hostRoot;
      warn = hostWarn;
    },
  };
}
