/** What the adapter uses of Bun's `PluginBuilder`. Bun's own declarations would replace those of Node. */
export interface BunBuilder {
  /** Absent where a plugin is registered with the running program, as `Bun.plugin` does. */
  readonly config?: { metafile?: unknown; readonly plugins?: readonly unknown[] };
  onResolve(filter: Filter, resolve: () => { path: string; namespace: string }): unknown;
  onLoad(filter: Filter, load: (file: LoadedFile) => MaybePromise<LoadResult | undefined>): unknown;
  onEnd(done: (result: BuildResult) => void): unknown;
}

/** What Bun takes as a plugin. */
export interface BunPlugin {
  name: string;
  setup(builder: BunBuilder): void | Promise<void>;
}

export interface BuildResult {
  readonly success: boolean;
  /** As esbuild's: names are relative to the working directory. */
  readonly metafile?: { readonly inputs: Readonly<Record<string, unknown>> };
}

interface Filter {
  filter: RegExp;
  namespace?: string;
}

interface LoadedFile {
  readonly path: string;
  readonly loader: string;
  /** Settles once every other module has been loaded, also those that these import. */
  defer(): Promise<void>;
}

interface LoadResult {
  contents: string;
  loader: string;
}

type MaybePromise<T> = T | Promise<T>;
