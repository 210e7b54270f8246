import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { describe, expect, test } from "vitest";
import { placeOf } from "./place-of.js";
import { SmallProject, SOURCES } from "./small-project.js";

/** Runs before ours whatever the order of the plugins, so that all code of a chunk is on the constants' line. */
const EARLY_MINIFIER = `{
  name: "early-minifier",
  renderChunk: { order: "pre", handler: (code) => transform(code, { minify: true, sourcemap: true }) },
}`;

function building(bundler: string, plugins: string): string {
  return `import { transform } from "esbuild";
import { ${bundler} } from "${bundler}";
import inlineage from "unplugin-inlineage/${bundler}";
const bundle = await ${bundler}({ input: "src/main.js", plugins: [${plugins}inlineage()] });
await bundle.write({ dir: "dist", sourcemap: true${bundler === "rolldown" ? ", minify: false" : ""} });
await bundle.close();
`;
}

describe.each(["rollup", "rolldown"])("%s: the source map of a chunk with constants", (bundler) => {
  test.each([
    ["on lines of their own", "", /^(?:var|const) .*Object\.freeze\(.*\);$/m],
    ["before all other code", `${EARLY_MINIFIER}, `, /Object\.freeze\(.*multiply/],
  ])("is exact with the constants %s", async (_where, plugins, layout) => {
    const project = new SmallProject();
    const printed = await project.output(building(bundler, plugins));
    expect(printed).not.toMatch(/source ?map/i);

    const files = project.files("dist");
    const code = files["main.js"] as string;
    const map = new TraceMap(files["main.js.map"] as string);
    expect(code).toMatch(layout);
    expect(map.sources).toEqual(["../src/model.js", "../src/serving.js", "../src/main.js"]);
    for (const [token, file] of [
      ["multiply(", "model"],
      ["return", "model"],
      ["console.log", "main"],
      ["stringify", "main"],
      ["import(", "main"],
    ] as const) {
      expect(originalPositionFor(map, placeOf(token, code)), token).toMatchObject({
        source: `../src/${file}.js`,
        ...placeOf(token, SOURCES[`src/${file}.js`] as string),
      });
    }
  });
});
