/** What stands in for the constants until the module graph is complete: calls of globals nobody defines. */
export interface Placeholders {
  /** The text of `virtual:versions` while the module graph is still growing. */
  readonly module: string;
  /** A chunk without a match for this has none. */
  readonly filter: RegExp;
  /** Where they are in a chunk. */
  rangesIn(code: string): PlaceholderRange[];
}

/** Where a placeholder is in a chunk, together with its annotation. Offsets in UTF-16 code units. */
export interface PlaceholderRange {
  start: number;
  end: number;
  /** The export of the virtual module that it is the value of. */
  exported: "default" | "manifest";
}

/**
 * Calls, because a string would be folded into other expressions and a bare global survives tree-shaking; pure,
 * so that an unused one goes. The argument makes bundlers rename a user's own top-level `Object` out of the way
 * of the one that the constants call.
 *
 * @param unique part of the globals' names (letters, digits): what a user's strings can't hold is found without a parser
 */
export function createPlaceholders(unique: string): Placeholders {
  const versions = `__INLINEAGE_VERSIONS_${unique}__`;
  const manifest = `__INLINEAGE_MANIFEST_${unique}__`;
  const pattern = new RegExp(
    String.raw`(?:/\*\s*[@#]__PURE__\s*\*/\s*)?(?<![\w$])(${versions}|${manifest})\s*\(\s*Object\s*\)`,
    "g",
  );
  return {
    module: `export default /* @__PURE__ */ ${versions}(Object);
export const manifest = /* @__PURE__ */ ${manifest}(Object);
`,
    filter: new RegExp(`${versions}|${manifest}`),
    rangesIn(code) {
      // Looked for first: the pattern by itself takes ten times as long.
      if (!code.includes(versions) && !code.includes(manifest)) return [];
      return [...code.matchAll(pattern)].map(({ 0: text, 1: name, index }) => ({
        start: index,
        end: index + text.length,
        exported: name === versions ? "default" : "manifest",
      }));
    },
  };
}
