/** What the adapter uses of a compiler, the same in webpack and Rspack. */
export interface Compiler<C extends Compilation> {
  readonly context: string;
  readonly watching?: { invalidate(): void } | undefined;
  /** What made a watcher build again. */
  readonly modifiedFiles?: ReadonlySet<string> | undefined;
  readonly removedFiles?: ReadonlySet<string> | undefined;
  readonly options: {
    readonly module: { readonly rules: unknown[] };
    readonly resolve: { readonly symlinks?: boolean | undefined };
  };
  readonly hooks: {
    readonly watchRun: { tapPromise(name: string, run: () => Promise<void>): void };
    readonly watchClose: { tap(name: string, run: () => void): void };
    readonly thisCompilation: { tap(name: string, run: (compilation: C) => void): void };
    readonly finishMake: {
      tapPromise(tap: Tap, run: (compilation: C) => Promise<void>): void;
    };
  };
  readonly webpack: { readonly ExternalModule: ModuleClass; readonly NormalModule: ModuleClass };
  getInfrastructureLogger(name: string): { warn(message: string): void };
}

export interface Compilation {
  readonly modules: Iterable<Module>;
  readonly moduleGraph: {
    getOutgoingConnections(module: Module): Iterable<{ readonly module: Module | null }>;
    getModule(dependency: Dependency): Module | null;
  };
  readonly fileDependencies: Iterable<string> & { add(file: string): void };
  readonly errors: { push(error: Error): void };
  readonly warnings: { push(warning: Error): void };
  rebuildModule(module: Module, done: (error?: Error | null) => void): void;
}

export interface Module {
  readonly type: string;
  readonly dependencies: Iterable<Dependency>;
  readonly factoryMeta?: { readonly sideEffectFree?: boolean | undefined } | undefined;
  identifier(): string;
}

export type ModuleOf<C extends Compilation> =
  C["modules"] extends Iterable<infer M extends Module> ? M : never;

interface Dependency {
  readonly category: string;
  readonly request?: string | undefined;
}

/** A module that is built from one resource: a file, or an address like `virtual:versions`. */
export interface NormalModule extends Module {
  /** Path, query and fragment. */
  readonly resource: string;
}

export interface ExternalModule extends Module {
  readonly userRequest: string;
}

type ModuleClass = abstract new (...parameters: never[]) => Module;

interface Tap {
  name: string;
  stage: number;
}
