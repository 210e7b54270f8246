import { EMITTED } from "./emitted-form.js";
import type { Manifest } from "./manifest.js";

/**
 * The constant that `import versions from "virtual:versions"` evaluates to, as source text.
 *
 * @returns an expression: a frozen object, name → version, keys in code-unit order
 */
export function versionsExpression(manifest: Manifest): string {
  return frozenObject(manifest, ({ version }) => JSON.stringify(version), EMITTED.versions);
}

/**
 * The constant behind the named export `manifest`, as source text.
 *
 * @returns an expression: a frozen object, name → frozen manifest entry
 */
export function manifestExpression(manifest: Manifest): string {
  return frozenObject(
    manifest,
    (entry) => `/* @__PURE__ */ Object.freeze(${JSON.stringify(entry)})`,
    EMITTED.manifest,
  );
}

/** The whole text of `virtual:versions`, for hosts that can load it once the module graph is known. */
export function moduleText(manifest: Manifest): string {
  return `export default ${versionsExpression(manifest)};\nexport const manifest = ${manifestExpression(manifest)};\n`;
}

function frozenObject<Value>(
  entries: ReadonlyMap<string, Value>,
  valueText: (value: Value) => string,
  form: string,
): string {
  const properties = [...entries].map(([name, value]) => `${key(name)}: ${valueText(value)}`);
  // Pure, so that a bundler drops it together with an import nobody uses.
  return `/* @__PURE__ */ Object.freeze({ ${properties.join(", ")} }, "${form}")`;
}

/** `{ "__proto__": x }` sets the prototype, a computed key defines a property. */
function key(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : JSON.stringify(name);
}
