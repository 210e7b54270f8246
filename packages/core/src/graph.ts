/** What a host tells core about one bundle: the modules it reached from its entries, before tree-shaking. */
export interface ModuleGraph {
  /** Every module id as the host writes it: absolute paths, with or without a query, virtual ids included. */
  ids: Iterable<string>;
  /** Those of `ids` that may hold definitions, where the host knows without listing them all. Absent means any. */
  candidates?: Iterable<string> | undefined;
  /** The ids a module imports, statically or dynamically. */
  importsOf(id: string): Iterable<string>;
  /**
   * Whether the host ran its transforms on this module in this process. When it did not (a persistent cache
   * restored the module), core reads the file to find its definitions. Absent means never sure: read every file
   * not seen by `transform`.
   */
  wasTransformed?(id: string): boolean;
}
