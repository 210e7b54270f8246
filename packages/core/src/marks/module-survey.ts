import { declareNames } from "./declared-names.js";
import { literalText, staticKey, unwrap } from "./expressions.js";
import { type IdentifierRole, identifierRole } from "./identifier-role.js";
import type { ParsedSource } from "./parse-source.js";
import { isPath, type Node, type PathOf, rangeOf, type SyntaxPath, walkSyntax } from "./syntax.js";
import { textPlaces } from "./text-places.js";
import { createValueScopes, type ValueScopes } from "./value-scopes.js";

/** The names that `require` and `module.require` start from, where they are global ones. */
export const REQUIRE_OWNERS = ["require", "module"] as const;
type RequireOwner = (typeof REQUIRE_OWNERS)[number];

/** A place that says a name other than to declare it. */
export interface Mention {
  path: SyntaxPath;
  role: Exclude<IdentifierRole, "none">;
}

/** An expression whose value is a module, and the specifier of that module. */
export interface ModuleExpression {
  path: SyntaxPath;
  specifier: string;
}

/** All that one walk over a module can tell about its names. */
export interface ModuleSurvey {
  scopes: ValueScopes;
  mentions: Pick<ReadonlyMap<string, readonly Mention[]>, "get">;
  imports: readonly PathOf<"ImportDeclaration">[];
  /** `import rt = require("module")` */
  importEquals: readonly PathOf<"TSImportEqualsDeclaration">[];
  /** `export { name } from "module"` */
  reexports: readonly PathOf<"ExportNamedDeclaration">[];
  /** `require("module")`, `module.require("module")` */
  requires: readonly ModuleExpression[];
  /** `import("module")`: a promise of it */
  dynamicImports: readonly ModuleExpression[];
}

/** @param texts without them the whole module is looked at, with them only the statements and members that hold one */
export function surveyModule(
  { tree, code }: ParsedSource,
  texts?: readonly string[],
): ModuleSurvey {
  const places = texts && textPlaces(code, texts);
  const scopes = createValueScopes();
  const mentions = new Map<string, Mention[]>();
  const imports: PathOf<"ImportDeclaration">[] = [];
  const importEquals: PathOf<"TSImportEqualsDeclaration">[] = [];
  const reexports: PathOf<"ExportNamedDeclaration">[] = [];
  const calls: (ModuleExpression & { owner: RequireOwner })[] = [];
  const dynamicImports: ModuleExpression[] = [];

  const isLookedAt = (part: Node) => {
    const { start, end } = rangeOf(part);
    return places?.isAnyIn(start, end) ?? true;
  };

  walkSyntax(
    tree.program,
    (path) => {
      declareNames(path, scopes);
      if (isPath(path, "Identifier", "JSXIdentifier")) {
        const role = identifierRole(path);
        if (role === "none") return;
        const { name } = path.node;
        const known = mentions.get(name);
        if (known) known.push({ path, role });
        else mentions.set(name, [{ path, role }]);
      } else if (isPath(path, "ImportDeclaration")) {
        imports.push(path);
      } else if (isPath(path, "TSImportEqualsDeclaration")) {
        importEquals.push(path);
      } else if (isPath(path, "ExportNamedDeclaration")) {
        if (path.node.source) reexports.push(path);
      } else if (isPath(path, "CallExpression")) {
        const { callee, arguments: args } = path.node;
        const specifier = args.length === 1 ? literalText(args[0]) : undefined;
        const owner = requireOwner(callee);
        if (owner !== undefined && specifier !== undefined) calls.push({ path, specifier, owner });
      } else if (isPath(path, "ImportExpression")) {
        const specifier = literalText(path.node.source);
        if (specifier !== undefined) dynamicImports.push({ path, specifier });
      }
    },
    isLookedAt,
  );

  const requires = calls.filter(({ path, owner }) => scopes.find(owner, path) === undefined);
  return { scopes, mentions, imports, importEquals, reexports, requires, dynamicImports };
}

function requireOwner(callee: Node): RequireOwner | undefined {
  const fn = unwrap(callee);
  if (isNamed(fn, "require")) return "require";
  const isMember =
    fn.type === "MemberExpression" && staticKey(fn.property, fn.computed) === "require";
  return isMember && isNamed(unwrap(fn.object), "module") ? "module" : undefined;
}

function isNamed(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}
