/** What stands in for a constant until the module graph is complete: a call of a global nobody defines. */
export interface Placeholder {
  /** The export of the virtual module that it is the value of. */
  exported: "default" | "manifest";
  /** The global's name: one nobody writes by accident, but a string may still hold it. */
  name: string;
}

/** Where a placeholder is in a chunk, together with its annotation. Offsets in UTF-16 code units. */
export interface PlaceholderRange {
  start: number;
  end: number;
}

export const PLACEHOLDERS = [
  { exported: "default", name: "__INLINEAGE_VERSIONS_OF_THIS_BUNDLE__" },
  { exported: "manifest", name: "__INLINEAGE_MANIFEST_OF_THIS_BUNDLE__" },
] as const satisfies readonly Placeholder[];

const [VERSIONS, MANIFEST] = PLACEHOLDERS;

/**
 * The text of `virtual:versions` while the module graph is still growing.
 *
 * Calls, because a string would be folded into other expressions and a bare global survives tree-shaking; pure,
 * so that an unused one goes. The argument makes bundlers rename a user's own top-level `Object` out of the way
 * of the one that the constants call.
 */
export const PLACEHOLDER_MODULE = `export default /* @__PURE__ */ ${VERSIONS.name}(Object);
export const manifest = /* @__PURE__ */ ${MANIFEST.name}(Object);
`;

/**
 * Finds the one call that a chunk got from the virtual module, without parsing in all but one case: when the
 * user's own code has the same text in a string, the parser tells which of them is a call.
 */
export function findPlaceholder(
  code: string,
  { name }: Placeholder,
  parse: (code: string) => unknown,
): PlaceholderRange | undefined {
  const pattern = new RegExp(
    String.raw`(?:/\*\s*[@#]__PURE__\s*\*/\s*)?(?<![\w$])${name}\s*\(\s*Object\s*\)`,
    "g",
  );
  const ranges = [...code.matchAll(pattern)].map(({ 0: text, index }) => ({
    start: index,
    call: index + text.indexOf(name),
    end: index + text.length,
  }));
  if (ranges.length < 2) return ranges[0];
  const calls = callsOf(name, parse(code));
  return ranges.find(({ call }) => calls.has(call));
}

/** The offsets at which an ESTree program calls this name. */
function callsOf(name: string, program: unknown): ReadonlySet<number> {
  const starts = new Set<number>();
  const pending: unknown[] = [program];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null) continue;
    if (isCallOf(name, node)) starts.add(node.start);
    for (const child of Object.values(node)) pending.push(child);
  }
  return starts;
}

function isCallOf(name: string, node: object): node is { start: number } {
  const { type, callee } = node as { type?: unknown; callee?: { type?: unknown; name?: unknown } };
  return type === "CallExpression" && callee?.type === "Identifier" && callee.name === name;
}
