import { SourceMap } from "node:module";
import type { Manifest } from "@inlineage/core";
import { describe, expect, it } from "vitest";
import { renderConstants } from "./render-constants.js";
import { createPlaceholders } from "./render-constants-placeholder.js";

const placeholders = createPlaceholders("unique");
const VERSIONS = "__INLINEAGE_VERSIONS_unique__";
const MANIFEST = "__INLINEAGE_MANIFEST_unique__";
const COMMIT = "18d019bdb8021a7bee92b51e57a729b5930fa784";
const manifest: Manifest = new Map([
  [
    "model",
    {
      kind: "class",
      file: "src/model.ts",
      line: 3,
      version: COMMIT,
      commit: COMMIT,
      commitDate: "2020-07-21T07:58:54+00:00",
      source: "git",
      scope: "file",
      fingerprint: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
  ],
]);

function render(code: string, { sourcemap = false } = {}) {
  const ranges = placeholders.rangesIn(code);
  return renderConstants({ code, ranges, manifest, sourcemap });
}

/** What the chunk's last statement evaluates to. */
function evaluate(code: string): unknown {
  return new Function(`${code.replaceAll(/^export (?:default )?/gm, "")}\nreturn value;`)();
}

describe("putting the constants into a chunk", () => {
  it("both exports become frozen objects", () => {
    const code = placeholders.module.replace("export default", "const versions =");
    const rendered = render(`${code}const value = [versions, manifest];`);
    const [versions, details] = evaluate(rendered.code) as [object, Record<string, object>];
    expect(versions).toEqual({ model: COMMIT });
    expect(details).toEqual(Object.fromEntries(manifest));
    expect([versions, details, details.model].map(Object.isFrozen)).toEqual([true, true, true]);
  });

  it("the text is the constant, still droppable by a later minifier", () => {
    expect(render(`var v = /* @__PURE__ */ ${VERSIONS}(Object);\nf(v);\n`).code).toBe(
      `var v = /* @__PURE__ */ Object.freeze({ "model": "${COMMIT}" }, "inlineage");\nf(v);\n`,
    );
  });

  it.each([
    ["without its annotation", `const value=${VERSIONS}(Object);`],
    ["with blanks", `const value = /*#__PURE__*/ ${VERSIONS} ( Object ) ;`],
    ["over several lines", `const value = /* @__PURE__ */\n  ${VERSIONS}(\n    Object\n  );`],
  ])("a placeholder that another plugin printed anew is found: %s", (_how, code) => {
    expect(evaluate(render(code).code)).toEqual({ model: COMMIT });
  });

  it("a longer name that ends or begins like the placeholder's is not it", () => {
    const code = `my${VERSIONS}(Object);\n${VERSIONS}2(Object);\n$${MANIFEST}(Object);\n`;
    expect(placeholders.rangesIn(code)).toEqual([]);
  });
});

describe("the source map of a chunk with constants", () => {
  it("stays the one it has when no code moved", () => {
    const code = `first();\nvar v = /* @__PURE__ */ ${VERSIONS}(Object);\nlast(v);\n`;
    expect(render(code, { sourcemap: true }).map).toBeNull();
  });

  it("isn't made for an output without one", () => {
    expect(render(`var v = ${VERSIONS}(Object),w=1;`).map).toBeNull();
  });

  it("maps every token that comes after a constant on its line", () => {
    const code = `var v=${VERSIONS}(Object),w=other(v);tail();`;
    const rendered = render(code, { sourcemap: true });
    const moved = rendered.code.length - code.length;
    const map = new SourceMap(JSON.parse(String(rendered.map)));
    for (const token of ["w=", "other", "v)", "tail"]) {
      expect(map.findEntry(0, code.indexOf(token) + moved)).toMatchObject({
        generatedColumn: code.indexOf(token) + moved,
        originalColumn: code.indexOf(token),
      });
    }
  });

  it("is made when a placeholder took several lines", () => {
    const code = `var v = ${VERSIONS}(\n  Object\n);\nlast();`;
    expect(render(code, { sourcemap: true }).map?.mappings.split(";")).toHaveLength(2);
  });
});
