/** What a mark can name. Getters, setters and `accessor` fields are all `accessor`. */
export type DefinitionKind = "class" | "method" | "accessor" | "field" | "function";

/** The class, method or function that a mark names. Lines and columns count from 1. */
export interface TrackedDefinition {
  name: string;
  kind: DefinitionKind;
  /** Absolute path of the source file on disk. */
  file: string;
  line: number;
  column: number;
}
