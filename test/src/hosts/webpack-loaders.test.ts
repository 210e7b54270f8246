import { describe, expect, test } from "vitest";
import { SOURCES } from "./small-project.js";
import { BUNDLERS, WebpackProject } from "./webpack-project.js";

/** Fails on a source that still has its marks, and names the file otherwise. */
const WITNESS = `export default function witness(code) {
  if (code.includes("@inlineage/runtime")) throw new Error("marks in " + this.resourcePath);
  return code + ";console.log('seen by " + this.getOptions().name + "');";
}
`;

const main = (specifier: string) => `import versions from "virtual:versions";
import { Model } from ${JSON.stringify(specifier)};
console.log(JSON.stringify(versions), new Model().multiply(2));
`;

describe.each(BUNDLERS)("%s erases marks before", (bundler) => {
  test.each([
    ["an ordinary loader", 'type: "javascript/auto",'],
    ['a loader with enforce: "pre"', 'enforce: "pre", type: "javascript/esm",'],
  ])("%s", async (_name, rule) => {
    const project = new WebpackProject(bundler, { "src/main.js": main("./model.js") });
    project.write({ "witness.mjs": WITNESS });
    await project.build(`module: { rules: [
      { test: /model/, ${rule} use: [{ loader: resolve("witness.mjs"), options: { name: "it" } }] },
    ] },`);
    expect(await project.prints()).toBe(`seen by it\n${project.expected(["Model"])} 10`);
  });

  test("an inline loader, and with a query", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.js": main("../witness.mjs?name=inline!./model.js?one=1#two"),
    });
    project.write({ "witness.mjs": WITNESS });
    await project.build();
    expect(await project.prints()).toBe(`seen by inline\n${project.expected(["Model"])} 10`);
  });
});

describe.each(BUNDLERS)("%s", (bundler) => {
  test("leaves a file alone that is imported as text, and doesn't count it", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.js": `import versions from "virtual:versions";
import text from "./model.js?text";
console.log(JSON.stringify(versions), text.includes("@tracked"));
`,
    });
    await project.build(`optimization: { minimize: false },
      module: { rules: [{ resourceQuery: /text/, type: "asset/source" }] },`);
    expect(await project.prints()).toBe("{} true");
  });

  test("counts a file once that is several modules", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.js": `import versions from "virtual:versions";
import { Model as A } from "./model.js?a";
import { Model as B } from "./model.js?b";
console.log(JSON.stringify(versions), A === B);
`,
    });
    await project.build();
    expect(await project.prints()).toBe(`${project.expected(["Model"])} false`);
  });

  test("knows a file by its name when that holds what starts a fragment", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.js": main("./mo#del.js"),
      "src/mo#del.js": SOURCES["src/model.js"] as string,
    });
    await project.build();
    const { Model } = JSON.parse((await project.prints()).split(" ")[0] as string);
    expect(Model).toBe(project.lastCommit("src/mo#del.js"));
  });

  test("keeps the source map of a loader that made the code", async () => {
    const project = new WebpackProject(bundler, { "src/main.js": main("./model.js") });
    // As a preprocessor does: two lines above, and a map that says so.
    project.write({
      "above.mjs": `export default function above(code) {
  const lines = code.split("\\n").map((_, index) => (index === 0 ? "AAAA" : "AACA"));
  this.callback(null, "\\n\\n" + code, {
    version: 3, file: "", names: [], sources: [this.resourcePath], sourcesContent: [code],
    mappings: ";;" + lines.join(";"),
  });
}
`,
      "src/model.js": project
        .read("src/model.js")
        .replace("return number * 5", 'throw new RangeError("no product")'),
    });
    await project.build(`devtool: "source-map", optimization: { minimize: false },
      plugins: [inlineage(), { apply(compiler) {
        compiler.options.module.rules.push({ enforce: "pre", test: /model/, use: resolve("above.mjs") });
      } }],`);
    const { ok, printed } = await project.script(
      'process.setSourceMapsEnabled(true);\nawait import("./dist/out/main.cjs");\n',
    );
    expect({ ok, printed }).toEqual({ ok: false, printed: expect.stringMatching(/model\.js:6:/) });
  });
});
