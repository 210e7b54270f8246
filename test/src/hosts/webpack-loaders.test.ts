import { beforeAll, describe, expect, test } from "vitest";
import type { Files } from "../support/git-repository.js";
import { SOURCES } from "./small-project.js";
import { BUNDLERS, WebpackProject } from "./webpack-project.js";

interface LoadedCase {
  /** The text of its entry. */
  entry: string;
  settings?: string;
  /** @param table the versions of the model's file, as JSON */
  prints(table: string): string;
  /** Where the model is; default: `src/model.js`. */
  model?: string;
}

/** Fails on a source that still has its marks, and names the file otherwise. */
const WITNESS = `export default function witness(code) {
  if (code.includes("@inlineage/runtime")) throw new Error("marks in " + this.resourcePath);
  return code + ";console.log('seen by " + this.getOptions().name + "');";
}
`;

/** As a preprocessor does: two lines above, and a map that says so. */
const ABOVE = `export default function above(code) {
  const lines = code.split("\\n").map((_, index) => (index === 0 ? "AAAA" : "AACA"));
  this.callback(null, "\\n\\n" + code, {
    version: 3, file: "", names: [], sources: [this.resourcePath], sourcesContent: [code],
    mappings: ";;" + lines.join(";"),
  });
}
`;

/** As loaders do that make style sheets of code. */
const RUNNING = `import { fileURLToPath } from "node:url";
export default async function running() {
  const file = fileURLToPath(new URL("src/elsewhere.js", import.meta.url));
  const { elsewhere } = await this.importModule(file);
  return "export default " + JSON.stringify(elsewhere());
}
`;

const main = (specifier: string) => `import versions from "virtual:versions";
import { Model } from ${JSON.stringify(specifier)};
console.log(JSON.stringify(versions), new Model().multiply(2));
`;

const witnessed = (rule: string) => `module: { rules: [
  { test: /model/, ${rule} use: [{ loader: resolve("witness.mjs"), options: { name: "it" } }] },
] },`;

const CASES: Readonly<Record<string, LoadedCase>> = {
  "erases marks before an ordinary loader": {
    entry: main("./model.js"),
    settings: witnessed('type: "javascript/auto",'),
    prints: (table) => `seen by it\n${table} 10`,
  },
  'erases marks before a loader with enforce: "pre"': {
    entry: main("./model.js"),
    settings: witnessed('enforce: "pre", type: "javascript/esm",'),
    prints: (table) => `seen by it\n${table} 10`,
  },
  "erases marks before an inline loader, and with a query": {
    entry: main("../witness.mjs?name=inline!./model.js?one=1#two"),
    prints: (table) => `seen by inline\n${table} 10`,
  },
  "leaves a file alone that is imported as text, and doesn't count it": {
    entry: `import versions from "virtual:versions";
import text from "./model.js?text";
console.log(JSON.stringify(versions), text.includes("@tracked"));
`,
    settings: `optimization: { minimize: false },
  module: { rules: [{ resourceQuery: /text/, type: "asset/source" }] },`,
    prints: () => "{} true",
  },
  "doesn't count what a loader runs while it builds": {
    entry: `import ran from "!!../running.mjs!./ran.js";
${main("./model.js")}console.log(ran);
`,
    prints: (table) => `${table} 10\nnot imported`,
  },
  "counts a file once that is several modules": {
    entry: `import versions from "virtual:versions";
import { Model as A } from "./model.js?a";
import { Model as B } from "./model.js?b";
console.log(JSON.stringify(versions), A === B);
`,
    prints: (table) => `${table} false`,
  },
  "knows a file by its name when that holds what starts a fragment": {
    entry: main("./mo#del.js"),
    prints: (table) => `${table} 10`,
    model: "src/mo#del.js",
  },
};

const THROWING = {
  entry: main("./throwing.js"),
  settings: `devtool: "source-map", optimization: { minimize: false },
  plugins: [inlineage(), { apply(compiler) {
    compiler.options.module.rules.push({ enforce: "pre", test: /throwing/, use: resolve("above.mjs") });
  } }],`,
};

const BUILDS = [...Object.values(CASES), THROWING];

describe.each(BUNDLERS)("%s", (bundler) => {
  const model = SOURCES["src/model.js"] as string;
  const entries = BUILDS.map(({ entry }, index) => [`src/entry-${index}.js`, entry]);
  const files: Files = {
    ...Object.fromEntries(entries),
    "src/mo#del.js": model,
    "src/ran.js": "",
    "src/throwing.js": model.replace("return number * 5", 'throw new RangeError("no product")'),
  };
  const project = new WebpackProject(bundler, files);
  beforeAll(async () => {
    project.write({ "witness.mjs": WITNESS, "above.mjs": ABOVE, "running.mjs": RUNNING });
    await project.buildEach(
      BUILDS.map(({ settings = "" }, index) => `entry: "./src/entry-${index}.js", ${settings}`),
    );
  });

  test.each(
    Object.entries(CASES).map(([name, each], index) => ({
      name,
      folder: `dist/${index}`,
      ...each,
    })),
  )("$name", async ({ folder, prints, model = "src/model.js" }) => {
    const table = JSON.stringify({ Model: project.lastCommit(model) });
    expect(await project.prints("main.cjs", folder)).toBe(prints(table));
  });

  test("keeps the source map of a loader that made the code", async () => {
    const file = `./dist/${BUILDS.indexOf(THROWING)}/main.cjs`;
    const { ok, printed } = await project.script(
      `process.setSourceMapsEnabled(true);\nawait import("${file}");\n`,
    );
    expect({ ok, printed }).toEqual({
      ok: false,
      printed: expect.stringMatching(/throwing\.js:6:/),
    });
  });
});
