import type { Mention } from "./module-survey.js";
import type { PathOf, SyntaxPath } from "./syntax.js";

/** What a name or an expression stands for. */
export type MarkValue =
  | { kind: "function" }
  /** A module that exports mark functions. Unsettled when the variable holding it is assigned more than once. */
  | { kind: "namespace"; exports: ReadonlySet<string>; settled: boolean };

/** A name that an import declares. */
export type ImportedName = PathOf<
  "ImportSpecifier" | "ImportDefaultSpecifier" | "ImportNamespaceSpecifier"
>;

/** What has to go for a name to be gone. */
export type BindingDeclaration =
  | { form: "specifier"; path: ImportedName }
  | { form: "import-equals"; path: PathOf<"TSImportEqualsDeclaration"> }
  | { form: "declarator"; path: PathOf<"VariableDeclarator"> }
  | { form: "property"; path: SyntaxPath }
  /** Something that stays even if nobody uses the name: a parameter, a rest element, a variable. */
  | { form: "fixed" };

/** A name that stands for a mark function or for a module that exports one. */
export interface MarkBinding {
  name: string;
  declaration: BindingDeclaration;
  mentions: readonly Mention[];
}

/** Why a mention of a mark function is no mark. */
export type Misuse =
  | "value"
  | "compiled"
  | "exported"
  | "variable"
  | "reassigned"
  | "unsettled"
  | "dynamic"
  | "new"
  | "template";

/** A place where a mark function is put to use. */
export type MarkUse =
  | { form: "decorator"; path: PathOf<"Decorator">; call: CallPath | undefined }
  | { form: "call"; path: CallPath }
  | { form: "misuse"; path: SyntaxPath; misuse: Misuse };

export type CallPath = PathOf<"CallExpression" | "OptionalCallExpression">;

/** Everything a module does with mark functions. */
export interface MarkUses {
  /** In source order. */
  uses: readonly MarkUse[];
  /** A binding comes after the one it gets its value from. */
  bindings: readonly MarkBinding[];
}
