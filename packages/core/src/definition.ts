/** What a mark can name. Getters, setters and `accessor` fields are all `accessor`. */
export type DefinitionKind = "class" | "method" | "accessor" | "field" | "function";

/**
 * What the version of a definition follows: the file it is in, or its import closure, which is that file and every
 * first-party file it reaches in the bundle.
 */
export type DefinitionScope = "file" | "closure";

/** The class, method or function that a mark names. Lines and columns count from 1. */
export interface TrackedDefinition {
  name: string;
  kind: DefinitionKind;
  /** What its mark says; absent when it leaves that to the option. */
  scope?: DefinitionScope | undefined;
  /** Absolute path of the source file on disk. */
  file: string;
  line: number;
  column: number;
}
