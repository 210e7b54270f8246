import { beforeAll, describe, expect, test } from "vitest";
import { BUNDLERS, WebpackProject } from "./webpack-project.js";

const ASKING_FOR_BOTH = `import versions from "virtual:versions";
import other from "virtual:other";
import "./model.js";
console.log(JSON.stringify(versions), other);
`;

describe("webpack leaves other virtual: addresses to", () => {
  const reader = `{ apply(compiler) {
    const { NormalModule } = compiler.webpack;
    compiler.hooks.compilation.tap("other", (compilation) => {
      NormalModule.getCompilationHooks(compilation).readResource.for("virtual").tap("other", ({ resource }) => {
        if (resource !== "virtual:other") throw new Error("asked for " + resource);
        return "export default 'theirs'";
      });
    });
  } }`;
  const webpacks = `new bundler.experiments.schemes.VirtualUrlPlugin({ other: "export default 'theirs'" })`;

  const orders = {
    "a plugin before it": `plugins: [${reader}, inlineage()],`,
    "a plugin after it": `plugins: [inlineage(), ${reader}],`,
    "webpack's own plugin before it": `plugins: [${webpacks}, inlineage()],`,
    "webpack's own plugin after it": `plugins: [inlineage(), ${webpacks}],`,
  };
  const project = new WebpackProject("webpack", { "src/main.js": ASKING_FOR_BOTH });
  beforeAll(() => project.buildEach(Object.values(orders)));

  test.each(Object.keys(orders).map((name, index) => [name, `dist/${index}`] as const))(
    "%s",
    async (_name, folder) => {
      expect(await project.prints("main.cjs", folder)).toBe(
        `${project.expected(["Model"])} theirs`,
      );
    },
  );
});

describe.each(BUNDLERS)("%s", (bundler) => {
  test("lets a test put a module of its own in the place of the versions", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.js":
        'import versions from "virtual:versions";\nimport "./model.js";\nconsole.log(versions);\n',
      "src/fake.js": 'export default "fake";\n',
    });
    await project.build(
      'plugins: [inlineage(), new bundler.NormalModuleReplacementPlugin(/^virtual:versions$/, resolve("src/fake.js"))],',
    );
    expect(await project.prints()).toBe("fake");
  });

  test("refuses a configuration that makes the versions external", async () => {
    const project = new WebpackProject(bundler);
    const { ok, printed } = await project.tryBuild(
      'externalsType: "commonjs", externals: [/^[^.]/],',
    );
    expect(ok).toBe(false);
    expect(printed).toContain('virtual:versions was made external by the option "externals"');
    expect(printed).toContain('To fix it: let "externals" leave out virtual:versions.');
  });
});

test.each(BUNDLERS)("a child compiler of %s has the table of its own modules", async (bundler) => {
  const project = new WebpackProject(bundler, {
    "src/main.js": `import versions from "virtual:versions";
import "./model.js";
import "../child.mjs!./inner.js";
console.log(JSON.stringify(versions));
`,
    "src/inner.js":
      'import versions from "virtual:versions";\nimport "./elsewhere.js";\nconsole.log(JSON.stringify(versions));\n',
  });
  project.write({
    "child.mjs": `export function pitch(request) {
  const done = this.async();
  const { EntryPlugin } = this._compiler.webpack;
  const child = this._compilation.createChildCompiler("child", { filename: "inner.cjs" });
  new EntryPlugin(this.context, "!!" + request, { name: "inner" }).apply(child);
  child.runAsChild((error) => done(error, ""));
}
export default function unchanged(code) { return code; }
`,
  });
  await project.build();
  expect(await project.prints()).toBe(project.expected(["Model"]));
  expect(await project.prints("inner.cjs")).toBe(project.expected(["elsewhere"]));
});
