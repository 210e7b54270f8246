import traverseModule, { type NodePath } from "@babel/traverse";
import { declareNames } from "./declared-names.js";
import { type IdentifierRole, identifierRole } from "./identifier-role.js";
import type { ParsedSource } from "./parse-source.js";
import { literalText, type PathOf } from "./syntax.js";
import { createValueScopes, type ValueScopes } from "./value-scopes.js";

/** A place that says a name other than to declare it. */
export interface Mention {
  path: NodePath;
  role: Exclude<IdentifierRole, "none">;
}

/** An expression whose value is a module, and the specifier of that module. */
export interface ModuleExpression {
  path: NodePath;
  specifier: string;
}

/** All that one walk over a module can tell about its names. */
export interface ModuleSurvey {
  scopes: ValueScopes;
  mentions: ReadonlyMap<string, readonly Mention[]>;
  imports: readonly PathOf<"ImportDeclaration">[];
  /** `import rt = require("module")` */
  importEquals: readonly PathOf<"TSImportEqualsDeclaration">[];
  /** `export { name } from "module"` */
  reexports: readonly PathOf<"ExportNamedDeclaration">[];
  /** `require("module")` */
  requires: readonly ModuleExpression[];
  /** `import("module")`: a promise of it */
  dynamicImports: readonly ModuleExpression[];
}

// Node gives a CommonJS module's exports object as the default import, bundlers its `default`.
const traverse = "default" in traverseModule ? traverseModule.default : traverseModule;

export function surveyModule({ tree }: ParsedSource): ModuleSurvey {
  const scopes = createValueScopes();
  const mentions = new Map<string, Mention[]>();
  const imports: PathOf<"ImportDeclaration">[] = [];
  const importEquals: PathOf<"TSImportEqualsDeclaration">[] = [];
  const reexports: PathOf<"ExportNamedDeclaration">[] = [];
  const calls: ModuleExpression[] = [];
  const dynamicImports: ModuleExpression[] = [];

  function enter(path: NodePath): void {
    declareNames(path, scopes);
    if (path.isIdentifier() || path.isJSXIdentifier()) {
      const role = identifierRole(path);
      if (role === "none") return;
      const { name } = path.node;
      const known = mentions.get(name);
      if (known) known.push({ path, role });
      else mentions.set(name, [{ path, role }]);
    } else if (path.isImportDeclaration()) {
      imports.push(path);
    } else if (path.isTSImportEqualsDeclaration()) {
      importEquals.push(path);
    } else if (path.isExportNamedDeclaration()) {
      if (path.node.source) reexports.push(path);
    } else if (path.isCallExpression()) {
      const { callee, arguments: args } = path.node;
      const specifier = args.length === 1 ? literalText(args[0]) : undefined;
      if (callee.type === "Identifier" && callee.name === "require" && specifier !== undefined) {
        calls.push({ path, specifier });
      }
    } else if (path.isImportExpression()) {
      const specifier = literalText(path.node.source);
      if (specifier !== undefined) dynamicImports.push({ path, specifier });
    } else if (path.isArrayPattern() || path.isTSIndexSignature()) {
      // The only decorators that @babel/traverse 7 doesn't visit by itself.
      for (const decorator of [path.get("decorators")].flat()) {
        if (decorator?.node) {
          enter(decorator);
          decorator.traverse({ noScope: true, enter });
        }
      }
    }
  }

  traverse(tree, { noScope: true, enter });

  const requires = calls.filter(({ path }) => scopes.find("require", path) === undefined);
  return { scopes, mentions, imports, importEquals, reexports, requires, dynamicImports };
}
