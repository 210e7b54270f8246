import { outermost, staticKey } from "./expressions.js";
import type { ImportedName, MarkValue } from "./mark-bindings.js";
import type { ModuleSurvey } from "./module-survey.js";
import { childPath, isPath, type PathOf, type SyntaxPath } from "./syntax.js";
import { isTypeOnly } from "./type-syntax.js";
import { isFunction } from "./value-scopes.js";

export type Namespace = Extract<MarkValue, { kind: "namespace" }>;
export const FUNCTION: MarkValue = { kind: "function" };

/** A place where a mark function, or a module that exports one, comes into this module. */
export type MarkSource =
  | { form: "specifier"; path: ImportedName; value: MarkValue }
  | { form: "import-equals"; path: PathOf<"TSImportEqualsDeclaration">; value: Namespace }
  /** `require("module")`, `module.require("module")`, `await import("module")` */
  | { form: "expression"; path: SyntaxPath; value: Namespace }
  /** What `import("module").then(…)` gives its callback. */
  | { form: "parameter"; path: SyntaxPath; value: Namespace }
  /** `export { tracked } from "module"` */
  | { form: "reexport"; path: SyntaxPath };

/** @param exportsOf the names of the mark functions that a specifier's module exports */
export function findMarkSources(
  survey: ModuleSurvey,
  exportsOf: (specifier: string) => ReadonlySet<string>,
): MarkSource[] {
  const sources: MarkSource[] = [];

  for (const path of survey.imports) {
    const exports = exportsOf(path.node.source.value);
    if (exports.size === 0 || isTypeOnly(path.node.importKind)) continue;
    for (const [index, specifier] of path.node.specifiers.entries()) {
      const value = importedValue(specifier, exports);
      const imported = childPath(path, "specifiers", specifier, index);
      if (value) sources.push({ form: "specifier", path: imported, value });
    }
  }

  for (const path of survey.importEquals) {
    const { moduleReference, importKind } = path.node;
    if (moduleReference.type !== "TSExternalModuleReference" || isTypeOnly(importKind)) continue;
    const exports = exportsOf(moduleReference.expression.value);
    if (exports.size > 0) sources.push({ form: "import-equals", path, value: namespace(exports) });
  }

  for (const path of survey.reexports) {
    const exports = exportsOf(path.node.source?.value ?? "");
    if (exports.size === 0 || isTypeOnly(path.node.exportKind)) continue;
    for (const [index, specifier] of path.node.specifiers.entries()) {
      if (specifier.type !== "ExportSpecifier" || isTypeOnly(specifier.exportKind)) continue;
      if (!exports.has(staticKey(specifier.local, false) ?? "")) continue;
      sources.push({ form: "reexport", path: childPath(path, "specifiers", specifier, index) });
    }
  }

  for (const { path, specifier } of survey.requires) {
    const exports = exportsOf(specifier);
    if (exports.size > 0) sources.push({ form: "expression", path, value: namespace(exports) });
  }

  for (const { path, specifier } of survey.dynamicImports) {
    const exports = exportsOf(specifier);
    if (exports.size === 0) continue;
    const value = namespace(exports);
    const promise = outermost(path);
    if (isPath(promise.parent, "AwaitExpression")) {
      sources.push({ form: "expression", path: promise.parent, value });
    }
    const parameter = parameterOfThen(promise);
    if (parameter) sources.push({ form: "parameter", path: parameter, value });
  }

  return sources;
}

function namespace(exports: ReadonlySet<string>): Namespace {
  return { kind: "namespace", exports, settled: true };
}

function importedValue(
  specifier: ImportedName["node"],
  exports: ReadonlySet<string>,
): MarkValue | undefined {
  switch (specifier.type) {
    case "ImportNamespaceSpecifier":
      return namespace(exports);
    case "ImportDefaultSpecifier":
      return exports.has("default") ? FUNCTION : undefined;
    case "ImportSpecifier":
      if (isTypeOnly(specifier.importKind)) return undefined;
      return exports.has(staticKey(specifier.imported, false) ?? "") ? FUNCTION : undefined;
  }
}

/** The parameter of a function that gets the module from `import("module").then(...)`. */
function parameterOfThen({ parent: member, key }: SyntaxPath): SyntaxPath | undefined {
  if (!isPath(member, "MemberExpression") || key !== "object") return undefined;
  if (staticKey(member.node.property, member.node.computed) !== "then") return undefined;
  const call = member.parent;
  if (!isPath(call, "CallExpression") || member.key !== "callee") return undefined;
  const [callback] = call.node.arguments;
  if (!callback || !isFunction(callback)) return undefined;
  const [parameter] = callback.params;
  const path = childPath(call, "arguments", callback, 0);
  return parameter && childPath(path, "params", parameter, 0);
}
