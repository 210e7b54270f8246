import type { BuildOptions, OnLoadArgs, OnLoadResult, Plugin, PluginBuild } from "esbuild";

/**
 * What this plugin has to do in a build that it starts itself, beside the user's:
 * - `graph`: tell which files the build reaches, loading them as the user's build does;
 * - `afresh`: make the user's build once more, with more known from the start.
 */
export type CompanionRole =
  | {
      readonly kind: "graph";
      readonly filters: readonly RegExp[];
      readonly versions: OnLoadResult;
      load(args: OnLoadArgs): OnLoadResult | undefined;
    }
  | {
      readonly kind: "afresh";
      /** Paths, as esbuild knows them, of files whose marks the user's build could not erase. */
      readonly paths: readonly string[];
      /** The marked files that this build reaches. */
      readonly reached: ReadonlySet<string>;
    };

/** Global, so that a second copy of this package is recognised as well. */
const ROLE = Symbol.for("unplugin-inlineage:companion-build");

interface CompanionPluginBuild extends PluginBuild {
  [ROLE]?: CompanionRole;
}

/** @returns `undefined` in the user's own build */
export function roleOf(build: CompanionPluginBuild): CompanionRole | undefined {
  return build[ROLE];
}

/**
 * The options of the user's build for another build of the same code.
 *
 * All plugins take part, so that everything resolves and loads as it does for the user. To them it has to look as
 * if there were one build: it never starts, ends or is disposed of a second time. What they changed in the options
 * is already there, so what they change now is thrown away.
 */
export function companionOptions(build: PluginBuild, role: CompanionRole): BuildOptions {
  const { initialOptions } = build;
  return {
    ...initialOptions,
    logLevel: "silent",
    plugins: (initialOptions.plugins ?? []).map((plugin) => withRole(plugin, initialOptions, role)),
  };
}

function withRole(plugin: Plugin, options: BuildOptions, role: CompanionRole): Plugin {
  return {
    name: plugin.name,
    setup(build) {
      const companion: CompanionPluginBuild = {
        ...build,
        initialOptions: copyOf(options),
        // Another build of the same cycle: caches that a plugin clears at its start must be ready for it.
        onStart: role.kind === "afresh" ? build.onStart : () => {},
        onEnd() {},
        onDispose() {},
        [ROLE]: role,
      };
      return plugin.setup(companion);
    },
  };
}

/** Deep enough for what plugins change in place: arrays (`external`) and records (`define`, `loader`). */
function copyOf(options: BuildOptions): BuildOptions {
  const copy = Object.entries(options).map(([key, value]) => [
    key,
    Array.isArray(value) ? [...value] : isRecord(value) ? { ...value } : value,
  ]);
  return Object.fromEntries(copy);
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
