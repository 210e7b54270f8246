/** What the adapter uses of Farm's `JsPlugin`. Its package is as large as its bundler: too much for its types. */
export interface FarmPlugin {
  name: string;
  priority: number;
  config(config: FarmConfig): FarmConfig;
  configResolved(config: { root: string }): void;
  configureCompiler(compiler: FarmCompiler): void;
  resolve: Hook<{ sources: string[]; importers: string[] }, unknown, Resolved>;
  load: Hook<{ resolvedPaths: string[] }, unknown, { content: string; moduleType: string }>;
  transform: Hook<{ resolvedPaths: string[]; moduleTypes: string[] }, Transformed, Transformed>;
  buildEnd: { executor(): Promise<void> };
  renderResourcePot: Hook<PotFilters, { content: string }, { content: string; sourceMap?: string }>;
  augmentResourceHash: Hook<PotFilters, unknown, string>;
}

export interface FarmCompiler {
  /** Every module of the graph by its path: until `buildEnd`, also those that tree-shaking drops then. */
  resolvedModulePaths(root: string): string[];
  /** The paths of the modules that import this one. */
  getParentFiles(path: string): string[];
}

interface FarmConfig {
  compilation?: object;
}

interface Transformed {
  content: string;
  moduleType: string;
  resolvedPath?: string;
  query?: readonly unknown[];
  sourceMap?: string;
}

interface Resolved {
  resolvedPath: string;
  query: [];
  sideEffects: boolean;
  external: boolean;
  meta: object;
}

interface PotFilters {
  resourcePotTypes: string[];
  moduleIds: string[];
}

/** Filters are regular expressions of Rust, without lookaheads; one that matches is enough. */
interface Hook<Filters, Parameter, Result> {
  filters: Filters;
  executor(parameter: Parameter): Result | undefined | Promise<Result | undefined>;
}
