import type { NodePath } from "@babel/traverse";
import type {
  BindingDeclaration,
  CallPath,
  MarkBinding,
  MarkUse,
  MarkUses,
  MarkValue,
  Misuse,
} from "./mark-bindings.js";
import { FUNCTION, findMarkSources, type Namespace } from "./mark-sources.js";
import type { ModuleSurvey } from "./module-survey.js";
import { outermost, type PathOf, staticKey } from "./syntax.js";

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
  const boundByAssignment = new Set<string>();

  function misuse(path: NodePath, kind: Misuse): void {
    uses.push({ form: "misuse", path, misuse: kind });
  }

  /** @param from a path inside of the scope that declares the name */
  function bind(name: string, from: NodePath, value: MarkValue, declaration: BindingDeclaration) {
    const scope = survey.scopes.find(name, from);
    const mentions = (survey.mentions.get(name) ?? []).filter(
      ({ path }) => survey.scopes.find(name, path) === scope,
    );
    bindings.push({ name, scope, declaration, mentions });
    const write = mentions.find(({ role }) => role === "write");
    if (write && value.kind === "function") misuse(write.path, "reassigned");
    const held = write && value.kind === "namespace" ? { ...value, settled: false } : value;
    for (const { path, role } of mentions) if (role === "value") follow(path, held);
  }

  function follow(path: NodePath, value: MarkValue): void {
    const expression = outermost(path);
    const parent = expression.parentPath;
    if (!parent) return;
    if (parent.isVariableDeclarator() && expression.key === "init") {
      followIntoVariable(parent, expression, value);
    } else if (value.kind === "function") {
      followFunction(expression, parent);
    } else {
      followNamespace(expression, parent, value);
    }
  }

  function followFunction(expression: NodePath, parent: NodePath): void {
    if (parent.isDecorator()) {
      uses.push({ form: "decorator", path: parent, call: undefined });
    } else if (isCall(parent) && expression.key === "callee") {
      const decorator = outermost(parent).parentPath;
      uses.push(
        decorator?.isDecorator()
          ? { form: "decorator", path: decorator, call: parent }
          : { form: "call", path: parent },
      );
    } else if (parent.isTSImportEqualsDeclaration()) {
      bindImportEquals(parent, FUNCTION);
    } else if (parent.isNewExpression() && expression.key === "callee") {
      misuse(parent, "new");
    } else if (parent.isTaggedTemplateExpression()) {
      misuse(parent, "template");
    } else if (
      parent.isExportSpecifier() ||
      parent.isExportDefaultDeclaration() ||
      parent.isTSExportAssignment()
    ) {
      misuse(expression, "exported");
    } else if (!parent.isUnaryExpression({ operator: "typeof" })) {
      misuse(expression, "value");
    }
  }

  function followNamespace(expression: NodePath, parent: NodePath, namespace: Namespace): void {
    if ((parent.isMemberExpression() || parent.isOptionalMemberExpression()) && isObject()) {
      const key = staticKey(parent.node.property, parent.node.computed);
      if (key === undefined) {
        if (isCallee(outermost(parent))) misuse(parent, "dynamic");
      } else if (namespace.exports.has(key)) {
        if (namespace.settled) follow(parent, FUNCTION);
        else misuse(parent, "unsettled");
      }
    } else if (parent.isTSQualifiedName()) {
      const declaration = parent.parentPath;
      if (!namespace.exports.has(parent.node.right.name)) return;
      if (declaration?.isTSImportEqualsDeclaration()) bindImportEquals(declaration, FUNCTION);
    } else if (parent.isJSXMemberExpression() && isObject()) {
      if (namespace.exports.has(parent.node.property.name)) misuse(parent, "value");
    } else if (parent.isTSImportEqualsDeclaration()) {
      bindImportEquals(parent, namespace);
    } else if (parent.isAssignmentExpression() && expression.key === "right") {
      followAssignment(parent, namespace);
    }
    function isObject() {
      return expression.key === "object";
    }
  }

  function followIntoVariable(
    declarator: PathOf<"VariableDeclarator">,
    expression: NodePath,
    value: MarkValue,
  ): void {
    const declaration = declarator.parentPath as PathOf<"VariableDeclaration">;
    const isExported = declaration.parentPath?.isExportNamedDeclaration() === true;
    const target = declarator.get("id");
    if (!target.isIdentifier()) {
      if (value.kind === "function") misuse(expression, "value");
      else
        bindPattern(target, value, { isConstant: declaration.node.kind === "const", isExported });
    } else if (value.kind === "namespace") {
      const removable = declaration.node.kind === "const" && !isExported;
      const form: BindingDeclaration = { form: "declarator", path: declarator };
      bind(target.node.name, target, value, removable ? form : FIXED);
    } else if (isExported) {
      misuse(declarator, "exported");
    } else if (declaration.node.kind !== "const") {
      misuse(declarator, "variable");
    } else {
      bind(target.node.name, target, value, { form: "declarator", path: declarator });
    }
  }

  /** `const { tracked: t, ...rest } = namespace`, and a callback's parameter. */
  function bindPattern(
    target: NodePath,
    namespace: Namespace,
    { isConstant, isExported = false }: { isConstant: boolean; isExported?: boolean },
  ): void {
    if (target.isIdentifier()) bind(target.node.name, target, namespace, FIXED);
    if (!target.isObjectPattern()) return;
    const properties = target.get("properties");
    const hasRest = properties.some((property) => property.isRestElement());
    for (const property of properties) {
      if (property.isRestElement()) {
        const rest = property.get("argument");
        if (rest.isIdentifier()) bind(rest.node.name, rest, namespace, FIXED);
        continue;
      }
      if (!property.isObjectProperty()) continue;
      const key = staticKey(property.node.key, property.node.computed);
      if (key === undefined || !namespace.exports.has(key)) continue;
      const value = property.get("value");
      if (!value.isIdentifier()) misuse(property, "value");
      else if (!namespace.settled) misuse(property, "unsettled");
      else if (isExported) misuse(property, "exported");
      else if (!isConstant) misuse(property, "variable");
      else {
        const removable = !hasRest && target.parentPath?.isVariableDeclarator();
        const form: BindingDeclaration = { form: "property", path: property };
        bind(value.node.name, value, FUNCTION, removable ? form : FIXED);
      }
    }
  }

  /** `rt = namespace`: what is reached through a variable that was assigned is not sure to be a mark. */
  function followAssignment(
    assignment: PathOf<"AssignmentExpression">,
    namespace: Namespace,
  ): void {
    const target = assignment.get("left") as NodePath;
    const unsettled = { ...namespace, settled: false };
    if (target.isObjectPattern()) bindPattern(target, unsettled, { isConstant: false });
    if (!target.isIdentifier()) return;
    const { name } = target.node;
    const place = `${name} ${survey.scopes.find(name, target)?.start}`;
    if (boundByAssignment.has(place)) return;
    boundByAssignment.add(place);
    bind(name, target, unsettled, FIXED);
  }

  function bindImportEquals(path: PathOf<"TSImportEqualsDeclaration">, value: MarkValue): void {
    const isExported = path.node.isExport === true;
    if (isExported && value.kind === "function") misuse(path, "exported");
    else {
      const declaration: BindingDeclaration = { form: "import-equals", path };
      bind(path.node.id.name, path.get("id"), value, isExported ? FIXED : declaration);
    }
  }

  for (const source of findMarkSources(survey, exportsOf)) {
    switch (source.form) {
      case "specifier": {
        const { path, local, value } = source;
        bind(local.node.name, local, value, { form: "specifier", path });
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

/** A `var` declared twice is followed twice, so a use may be there twice. */
function inSourceOrder(uses: readonly MarkUse[]): MarkUse[] {
  const unique = new Map(uses.map((use) => [use.path.node, use]));
  const start = ({ path }: MarkUse) => path.node.start ?? 0;
  return [...unique.values()].sort((a, b) => start(a) - start(b));
}

function isCall(path: NodePath): path is CallPath {
  return path.isCallExpression() || path.isOptionalCallExpression();
}

function isCallee({ parentPath, key }: NodePath): boolean {
  return parentPath?.isDecorator() || (key === "callee" && parentPath !== null);
}
