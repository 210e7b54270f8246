import { outermost, staticKey } from "./expressions.js";
import type {
  BindingDeclaration,
  MarkBinding,
  MarkUse,
  MarkUses,
  MarkValue,
  Misuse,
} from "./mark-bindings.js";
import { FUNCTION, findMarkSources, type Namespace } from "./mark-sources.js";
import type { ModuleSurvey } from "./module-survey.js";
import { childPath, isPath, type Node, type PathOf, rangeOf, type SyntaxPath } from "./syntax.js";

const FIXED: BindingDeclaration = { form: "fixed" };

/**
 * Follows mark functions from where they are imported to every place that uses them, through aliases, namespaces and
 * destructuring, by binding: what shadows a name or only looks like it is left alone.
 *
 * @param exportsOf the names of the mark functions that a specifier's module exports
 */
export function followMarks(
  survey: ModuleSurvey,
  exportsOf: (specifier: string) => ReadonlySet<string>,
): MarkUses {
  const uses: MarkUse[] = [];
  const bindings: MarkBinding[] = [];
  /** Variables may be assigned to each other in a circle. */
  const followed = new Set<Node>();

  function misuse(path: SyntaxPath, kind: Misuse): void {
    uses.push({ form: "misuse", path, misuse: kind });
  }

  /** @param from a path inside of the scope that declares the name */
  function bind(name: string, from: SyntaxPath, value: MarkValue, declaration: BindingDeclaration) {
    const scope = survey.scopes.find(name, from);
    const mentions = (survey.mentions.get(name) ?? []).filter(
      ({ path }) => survey.scopes.find(name, path) === scope,
    );
    bindings.push({ name, declaration, mentions });
    const write = mentions.find(({ role }) => role === "write");
    if (write && value.kind === "function") misuse(write.path, "reassigned");
    const held = write && value.kind === "namespace" ? { ...value, settled: false } : value;
    for (const { path, role } of mentions) if (role === "value") follow(path, held);
  }

  function follow(path: SyntaxPath, value: MarkValue): void {
    const expression = outermost(path);
    const parent = expression.parent;
    if (!parent) return;
    if (isPath(parent, "VariableDeclarator") && expression.key === "init") {
      followIntoVariable(parent, expression, value);
    } else if (value.kind === "function") {
      followFunction(expression, parent);
    } else {
      followNamespace(expression, parent, value);
    }
  }

  function followFunction(expression: SyntaxPath, parent: SyntaxPath): void {
    if (isPath(parent, "Decorator")) {
      uses.push({ form: "decorator", path: parent, call: undefined });
    } else if (
      isPath(parent, "CallExpression", "OptionalCallExpression") &&
      expression.key === "callee"
    ) {
      const decorator = outermost(parent).parent;
      uses.push(
        isPath(decorator, "Decorator")
          ? { form: "decorator", path: decorator, call: parent }
          : { form: "call", path: parent },
      );
    } else if (isPath(parent, "TSImportEqualsDeclaration")) {
      bindImportEquals(parent, FUNCTION);
    } else if (isPath(parent, "NewExpression") && expression.key === "callee") {
      misuse(parent, "new");
    } else if (isPath(parent, "TaggedTemplateExpression")) {
      misuse(parent, "template");
    } else if (
      isPath(parent, "ExportSpecifier", "ExportDefaultDeclaration", "TSExportAssignment")
    ) {
      misuse(expression, "exported");
    } else if (!isPath(parent, "UnaryExpression") || parent.node.operator !== "typeof") {
      misuse(expression, isCompiled(parent) ? "compiled" : "value");
    }
  }

  function followNamespace(expression: SyntaxPath, parent: SyntaxPath, namespace: Namespace): void {
    if (isPath(parent, "MemberExpression", "OptionalMemberExpression")) {
      if (expression.key !== "object") return;
      const key = staticKey(parent.node.property, parent.node.computed);
      if (key === undefined) {
        if (isCallee(outermost(parent))) misuse(parent, "dynamic");
      } else if (namespace.exports.has(key)) {
        if (namespace.settled) follow(parent, FUNCTION);
        else misuse(parent, "unsettled");
      }
    } else if (isPath(parent, "TSQualifiedName")) {
      const declaration = parent.parent;
      if (!namespace.exports.has(parent.node.right.name)) return;
      if (isPath(declaration, "TSImportEqualsDeclaration")) bindImportEquals(declaration, FUNCTION);
    } else if (isPath(parent, "JSXMemberExpression")) {
      if (namespace.exports.has(parent.node.property.name)) misuse(parent, "value");
    } else if (isPath(parent, "TSImportEqualsDeclaration")) {
      bindImportEquals(parent, namespace);
    } else if (isPath(parent, "AssignmentExpression") && expression.key === "right") {
      followAssignment(parent, namespace);
    }
  }

  function followIntoVariable(
    declarator: PathOf<"VariableDeclarator">,
    expression: SyntaxPath,
    value: MarkValue,
  ): void {
    const declaration = declarator.parent;
    if (followed.has(declarator.node) || !isPath(declaration, "VariableDeclaration")) return;
    followed.add(declarator.node);
    const isConstant = declaration.node.kind === "const";
    const isExported = isPath(declaration.parent, "ExportNamedDeclaration");
    const removable: BindingDeclaration = { form: "declarator", path: declarator };
    const { id } = declarator.node;
    if (value.kind === "namespace") {
      const form = isConstant && !isExported ? removable : FIXED;
      if (id.type === "Identifier") bind(id.name, declarator, value, form);
      else bindPattern(childPath(declarator, "id", id), value, { isConstant, isExported });
    } else if (id.type !== "Identifier") {
      misuse(expression, "value");
    } else if (isExported) {
      misuse(declarator, "exported");
    } else if (!isConstant) {
      misuse(declarator, "variable");
    } else {
      bind(id.name, declarator, value, removable);
    }
  }

  /** `const { tracked: t, ...rest } = namespace`, and a callback's parameter. */
  function bindPattern(
    target: SyntaxPath,
    namespace: Namespace,
    { isConstant, isExported = false }: { isConstant: boolean; isExported?: boolean },
  ): void {
    if (isPath(target, "Identifier")) bind(target.node.name, target, namespace, FIXED);
    if (!isPath(target, "ObjectPattern")) return;
    const { properties } = target.node;
    const hasRest = properties.some(({ type }) => type === "RestElement");
    for (const [index, property] of properties.entries()) {
      if (property.type === "RestElement") {
        const rest = property.argument;
        if (rest.type === "Identifier") bind(rest.name, target, namespace, FIXED);
        continue;
      }
      const key = staticKey(property.key, property.computed);
      if (key === undefined || !namespace.exports.has(key)) continue;
      const path = childPath(target, "properties", property, index);
      if (property.value.type !== "Identifier") misuse(path, "value");
      else if (!namespace.settled) misuse(path, "unsettled");
      else if (isExported) misuse(path, "exported");
      else if (!isConstant) misuse(path, "variable");
      else {
        const isRemovable = !hasRest && isPath(target.parent, "VariableDeclarator");
        const form: BindingDeclaration = isRemovable ? { form: "property", path } : FIXED;
        bind(property.value.name, target, FUNCTION, form);
      }
    }
  }

  /** `rt = namespace`: what is reached through a variable that was assigned is not sure to be a mark. */
  function followAssignment(
    assignment: PathOf<"AssignmentExpression">,
    namespace: Namespace,
  ): void {
    if (followed.has(assignment.node)) return;
    followed.add(assignment.node);
    const target = childPath(assignment, "left", assignment.node.left);
    bindPattern(target, { ...namespace, settled: false }, { isConstant: false });
  }

  function bindImportEquals(path: PathOf<"TSImportEqualsDeclaration">, value: MarkValue): void {
    const isExported = path.node.isExport === true;
    if (isExported && value.kind === "function") misuse(path, "exported");
    else {
      const declaration: BindingDeclaration = { form: "import-equals", path };
      bind(path.node.id.name, path, value, isExported ? FIXED : declaration);
    }
  }

  for (const source of findMarkSources(survey, exportsOf)) {
    switch (source.form) {
      case "specifier": {
        const { path, value } = source;
        bind(path.node.local.name, path, value, { form: "specifier", path });
        break;
      }
      case "import-equals":
        bindImportEquals(source.path, source.value);
        break;
      case "expression":
        follow(source.path, source.value);
        break;
      case "parameter":
        bindPattern(source.path, source.value, { isConstant: true });
        break;
      case "reexport":
        misuse(source.path, "exported");
    }
  }

  return { uses: inSourceOrder(uses), bindings };
}

/** A name declared twice is followed twice, so a use may be there twice. */
function inSourceOrder(uses: readonly MarkUse[]): MarkUse[] {
  const unique = new Map(uses.map((use) => [use.path.node, use]));
  return [...unique.values()].sort(
    (a, b) => rangeOf(a.path.node).start - rangeOf(b.path.node).start,
  );
}

/**
 * What compilers make of marks: `__decorate([tracked], Model)`, `_classDecorators = [tracked]`,
 * `(0, runtime_1.tracked)("name", fn)`.
 */
function isCompiled(parent: SyntaxPath): boolean {
  if (isPath(parent, "SequenceExpression")) return isCallee(outermost(parent));
  const holder = isPath(parent, "ArrayExpression") ? parent.parent : undefined;
  if (isPath(holder, "CallExpression")) {
    return hasName(holder.node.callee, /^_+(?:\w*_)?(?:es)?decorate/i);
  }
  if (isPath(holder, "VariableDeclarator")) return hasName(holder.node.id, COMPILED_LIST);
  return isPath(holder, "AssignmentExpression") && hasName(holder.node.left, COMPILED_LIST);
}

const COMPILED_LIST = /^_\w*dec(?:orators)?\d*$/i;

function hasName(node: Node, pattern: RegExp): boolean {
  return node.type === "Identifier" && pattern.test(node.name);
}

function isCallee({ parent, key }: SyntaxPath): boolean {
  return key === "callee" || isPath(parent, "Decorator");
}
