import { describe, expect, test } from "vitest";
import { CACHED, WebpackProject } from "./webpack-project.js";

/** A workspace package's index, without side effects, that hands on more than the entry asks for. */
const BARREL = {
  "parts/package.json": '{ "type": "module", "sideEffects": false }\n',
  "parts/index.js": `import { tracked } from "@inlineage/runtime";

export const asked = tracked("asked", () => "asked");
export { unasked } from "./unasked.js";
`,
  "parts/unasked.js": `import { tracked } from "@inlineage/runtime";

export const unasked = tracked("unasked", () => "nobody asks for this");
`,
  "src/main.js": `import versions from "virtual:versions";
import { asked } from "../parts/index.js";

console.log(JSON.stringify(versions));
asked();
`,
};

describe("webpack, with a package that says it has no side effects", () => {
  test.each([
    ["without a cache", ""],
    ["with a cache on the disk", CACHED.webpack],
  ])(
    "knows the versions of all it hands on, and keeps the rest out, %s",
    async (_how, settings) => {
      const project = new WebpackProject("webpack", BARREL);
      const expected = JSON.stringify({
        asked: project.lastCommit("parts/index.js"),
        unasked: project.lastCommit("parts/unasked.js"),
      });
      for (const _ of ["first", "second"]) {
        await project.build(settings);
        expect(await project.prints()).toBe(expected);
        expect(project.read("dist/out/main.cjs")).not.toContain("nobody asks for this");
      }
    },
  );
});
