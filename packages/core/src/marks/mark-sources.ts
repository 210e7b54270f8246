import type { NodePath } from "@babel/traverse";
import { isTypeOnly } from "./declared-names.js";
import type { MarkValue } from "./mark-bindings.js";
import type { ModuleSurvey } from "./module-survey.js";
import { outermost, type PathOf, staticKey } from "./syntax.js";

export type Namespace = Extract<MarkValue, { kind: "namespace" }>;
export const FUNCTION: MarkValue = { kind: "function" };

/** A place where a mark function, or a module that exports one, comes into this module. */
export type MarkSource =
  | { form: "specifier"; path: NodePath; local: PathOf<"Identifier">; value: MarkValue }
  | { form: "import-equals"; path: PathOf<"TSImportEqualsDeclaration">; value: Namespace }
  /** `require("module")`, `await import("module")` */
  | { form: "expression"; path: NodePath; value: Namespace }
  /** What `import("module").then(…)` gives its callback. */
  | { form: "parameter"; path: NodePath; value: Namespace }
  /** `export { tracked } from "module"` */
  | { form: "reexport"; path: NodePath };

/** @param exportsOf the names of the mark functions that a specifier's module exports */
export function findMarkSources(
  survey: ModuleSurvey,
  exportsOf: (specifier: string) => ReadonlySet<string>,
): MarkSource[] {
  const sources: MarkSource[] = [];

  for (const path of survey.imports) {
    const exports = exportsOf(path.node.source.value);
    if (exports.size === 0 || isTypeOnly(path.node.importKind)) continue;
    for (const specifier of path.get("specifiers")) {
      const value = importedValue(specifier, exports);
      if (!value) continue;
      const local = specifier.get("local") as PathOf<"Identifier">;
      sources.push({ form: "specifier", path: specifier, local, value });
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
    for (const specifier of path.get("specifiers")) {
      if (!specifier.isExportSpecifier() || isTypeOnly(specifier.node.exportKind)) continue;
      const name = staticKey(specifier.node.local, false);
      if (name !== undefined && exports.has(name))
        sources.push({ form: "reexport", path: specifier });
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
    if (promise.parentPath?.isAwaitExpression()) {
      sources.push({ form: "expression", path: promise.parentPath, value });
    }
    const parameter = parameterOfThen(promise);
    if (parameter) sources.push({ form: "parameter", path: parameter, value });
  }

  return sources;
}

function namespace(exports: ReadonlySet<string>): Namespace {
  return { kind: "namespace", exports, settled: true };
}

function importedValue(specifier: NodePath, exports: ReadonlySet<string>): MarkValue | undefined {
  if (specifier.isImportNamespaceSpecifier()) return namespace(exports);
  if (specifier.isImportDefaultSpecifier()) return exports.has("default") ? FUNCTION : undefined;
  if (!specifier.isImportSpecifier() || isTypeOnly(specifier.node.importKind)) return undefined;
  return exports.has(staticKey(specifier.node.imported, false) ?? "") ? FUNCTION : undefined;
}

/** The parameter of a function that gets the module from `import("module").then(...)`. */
function parameterOfThen(promise: NodePath): NodePath | undefined {
  const member = promise.parentPath;
  if (!member?.isMemberExpression() || promise.key !== "object") return undefined;
  if (staticKey(member.node.property, member.node.computed) !== "then") return undefined;
  const call = member.parentPath;
  if (!call?.isCallExpression() || member.key !== "callee") return undefined;
  const callback = call.get("arguments")[0];
  return callback?.isFunction() ? callback.get("params")[0] : undefined;
}
