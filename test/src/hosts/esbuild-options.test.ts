import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  committed,
  mustRun,
  PRINTS_VERSIONS,
  printedVersions,
  repositoryOf,
  runScript,
  TRACKED,
} from "./esbuild-project.js";

const MODEL = `${TRACKED}@tracked export class Model {\n  fail() {\n    throw new Error("failed");\n  }\n}\n`;

const FILES = {
  "src/main.ts": `${PRINTS_VERSIONS}import { Model } from "./model.js";\nexport const fails = () => new Model().fail();\n`,
  "src/model.ts": MODEL,
  "src/lazy.ts": `${TRACKED}export const lazy = tracked("lazy", async () => (await import("./lazier.js")).lazier);\n`,
  "src/lazier.ts": `${TRACKED}export const lazier = tracked("lazier", () => 1);\n`,
  "src/other.ts": `${TRACKED}@tracked export class Other {}\n`,
};

const build = (options: string, outdir = "dist") =>
  `await esbuild.build({
  entryPoints: ["src/main.ts"], bundle: true, platform: "node", format: "esm", outdir: "${outdir}", plugins: [inlineage()],
  ${options}
});
`;

/** Builds with each of the options. @returns what the built `main` prints after each, and its text */
async function versionsWith(files: Record<string, string>, options: readonly string[]) {
  const repository = repositoryOf(files);
  const builds = options.map((option, index) => build(option, `dist/${index}`));
  await mustRun(repository.directory, builds.join(""));
  const printed: unknown[] = [];
  const texts: string[] = [];
  for (const index of options.keys()) {
    const folder = `dist/${index}`;
    const [main] = readdirSync(repository.path(folder)).filter((file) => file.startsWith("main"));
    texts.push(repository.read(`${folder}/${main}`));
    printed.push(await printedVersions(repository.path(`${folder}/${main}`)));
  }
  return { repository, printed, texts };
}

test("every format, minified or not, in a file named by hand or by its content", async () => {
  const options = [
    'format: "esm"',
    'format: "cjs", outExtension: { ".js": ".cjs" }',
    'format: "iife", globalName: "built"',
    "minify: true",
    'outdir: undefined, outfile: "dist/4/main.mjs"',
    'entryNames: "[name]-[hash]"',
    'target: "esnext"',
    'platform: "neutral"',
    'platform: "browser", outExtension: { ".js": ".mjs" }',
    "treeShaking: false",
    'packages: "external"',
    'external: ["virtual:*", "@inlineage/*"]',
    'alias: { "unused": resolve("src/other.ts") }',
    "tsconfigRaw: { compilerOptions: { experimentalDecorators: true } }",
    "metafile: true, keepNames: true, charset: 'utf8'",
  ];
  const { repository, printed, texts } = await versionsWith(FILES, options);
  for (const text of texts) expect(text).not.toContain("tracked");
  const expected = committed(repository, { Model: "src/model.ts" });
  expect(Object.fromEntries(options.map((option, index) => [option, printed[index]]))).toEqual(
    Object.fromEntries(options.map((option) => [option, expected])),
  );
});

test("lazily loaded parts in files of their own, several entries, and the same hash for the same commit only", async () => {
  const repository = repositoryOf({
    ...FILES,
    "src/second.ts": `import versions, { manifest } from "virtual:versions";\nawait import("./lazy.js");\nconsole.log(JSON.stringify(Object.keys(manifest).map((name) => versions[name])));\n`,
  });
  const script = build(
    'entryPoints: ["src/main.ts", "src/second.ts"], splitting: true, entryNames: "[name]-[hash]"',
  );
  const namesAfterBuild = async () => {
    await mustRun(
      repository.directory,
      `rmSync("dist", { recursive: true, force: true });\n${script}`,
    );
    return readdirSync(repository.path("dist"));
  };
  const first = await namesAfterBuild();
  const entry = (names: string[], name: string) =>
    repository.path(`dist/${names.find((file) => file.startsWith(`${name}-`))}`);
  const files = { Model: "src/model.ts", lazy: "src/lazy.ts", lazier: "src/lazier.ts" };
  expect(await printedVersions(entry(first, "main"))).toEqual(committed(repository, files));
  expect(await printedVersions(entry(first, "second"))).toEqual(
    Object.values(committed(repository, files)),
  );

  expect(await namesAfterBuild()).toEqual(first);
  repository.commit("Edit what is not built", { "src/other.ts": "export {};\n" });
  expect(await namesAfterBuild()).toEqual(first);
  repository.commit("Edit a comment of the model", { "src/model.ts": `${MODEL}// edited\n` });
  const last = await namesAfterBuild();
  expect(last).not.toEqual(first);
  expect(await printedVersions(entry(last, "main"))).toEqual(committed(repository, files));
});

test("injected files, and the versions injected themselves", async () => {
  const { repository, printed, texts } = await versionsWith(
    {
      ...FILES,
      "src/main.ts": "console.log(JSON.stringify(injected));\n",
      "src/shim.ts":
        'import "./model.js";\nexport { default as injected } from "virtual:versions";\n',
    },
    ['inject: ["src/shim.ts"]', 'inject: ["src/shim.ts", "virtual:versions"]'],
  );
  const expected = committed(repository, { Model: "src/model.ts" });
  expect(printed).toEqual([expected, expected]);
  for (const text of texts) expect(text).not.toContain("tracked");
});

test("aliases of packages", async () => {
  const { repository, printed } = await versionsWith(
    { ...FILES, "src/main.ts": `${PRINTS_VERSIONS}import "aliased";\n` },
    ['alias: { "aliased": "./src/model.ts" }', 'alias: { "aliased": resolve("src/other.ts") }'],
  );
  expect(printed).toEqual([
    committed(repository, { Model: "src/model.ts" }),
    committed(repository, { Other: "src/other.ts" }),
  ]);
});

test("paths of a tsconfig, JSX, and every extension", async () => {
  const { repository, printed } = await versionsWith(
    {
      "tsconfig.json":
        '{ "compilerOptions": { "paths": { "#/*": ["./src/*"] }, "jsx": "react", "jsxFactory": "h" } }',
      "src/main.ts": `${PRINTS_VERSIONS}${["a.ts", "b.tsx", "c.js", "d.jsx", "e.mts", "f.cts", "g.mjs"].map((file) => `import "#/${file}";\n`).join("")}`,
      "src/a.ts": `${TRACKED}@tracked export class A { constructor(private readonly a: number) {} }\n`,
      "src/b.tsx": `${TRACKED}const h = (tag: string) => tag;\nexport const B = tracked(() => <b>{h("b")}</b>);\n`,
      "src/c.js": `${TRACKED}@tracked export class C {}\n`,
      "src/d.jsx": `${TRACKED}const h = (tag) => tag;\nexport const D = tracked(() => <b>{h("b")}</b>);\n`,
      "src/e.mts": `${TRACKED}@tracked export class E {}\n`,
      "src/f.cts": `${TRACKED}@tracked export class F {}\n`,
      "src/g.mjs": `${TRACKED}@tracked export class G {}\n`,
      "src/not-reached.ts": `${TRACKED}@tracked export class NotReached {}\n`,
    },
    [""],
  );
  expect(printed).toEqual([
    committed(repository, {
      A: "src/a.ts",
      B: "src/b.tsx",
      C: "src/c.js",
      D: "src/d.jsx",
      E: "src/e.mts",
      F: "src/f.cts",
      G: "src/g.mjs",
    }),
  ]);
});

test("the `loader` option: code under another loader, and source files that are taken as text", async () => {
  const { repository, printed } = await versionsWith(
    {
      "src/main.ts": `${PRINTS_VERSIONS}import "./view.js";\nimport text from "./model.raw.ts";\nif (!text.includes("class Model")) throw new Error("no text");\n`,
      "src/view.js": `${TRACKED}const h = (tag) => tag;\nexport const View = tracked(() => <b>{h("b")}</b>);\n`,
      "src/model.raw.ts": MODEL,
    },
    ['loader: { ".js": "jsx", ".raw.ts": "text" }, jsxFactory: "h", minifySyntax: true'],
  );
  expect(printed).toEqual([committed(repository, { View: "src/view.js" })]);
});

describe("source maps", () => {
  test.each(["true", '"linked"', '"inline"', '"external"', '"both"'])(
    "of kind %s lead from an error to the place in the original",
    async (kind) => {
      const repository = repositoryOf(FILES);
      await mustRun(repository.directory, build(`sourcemap: ${kind}, minify: true`));
      const { printed } = await runScript(
        repository.directory,
        `import { SourceMap } from "node:module";
const code = readFileSync("dist/main.js", "utf8");
const url = code.match(/sourceMappingURL=data:.*?base64,(.*)/)?.[1];
const text = existsSync("dist/main.js.map") ? readFileSync("dist/main.js.map", "utf8") : Buffer.from(url, "base64").toString();
const { fails } = await import(resolve("dist/main.js"));
try { fails(); } catch ({ stack }) {
  const [, line, column] = stack.match(/main\\.js:(\\d+):(\\d+)/);
  const map = JSON.parse(text);
  const { originalSource, originalLine, originalColumn } = new SourceMap(map).findEntry(line - 1, column - 1);
  report([originalSource, originalLine, originalColumn, map.sourcesContent[map.sources.indexOf(originalSource)]]);
}
`,
      ).then(({ reported, printed }) => ({ printed: reported.at(-1) ?? printed }));
      expect(printed).toEqual(["../src/model.ts", 3, 10, MODEL]);
    },
  );
});

test("a source map names a file as esbuild does, whatever its name", async () => {
  const file = "src/50%25 of #1 (é).ts";
  const repository = repositoryOf({
    "src/main.ts": `${PRINTS_VERSIONS}export { Model } from ${JSON.stringify(`./${file.slice(4)}`)};\n`,
    [file]: MODEL,
  });
  const map = `report(JSON.parse(readFileSync("dist/main.js.map", "utf8")).sources);\n`;
  const stub = `{ name: "stub", setup({ onResolve }) {
  onResolve({ filter: /^virtual:versions$|^@inlineage/ }, () => ({ path: "stub", external: true }));
} }`;
  const options = "sourcemap: true, supported: { decorators: false }";
  const { reported } = await mustRun(
    repository.directory,
    `${build(options)}${map}${build(`${options}, plugins: [${stub}]`)}${map}`,
  );
  const [withPlugin, without] = reported as [string[], string[]];
  const own = (sources: string[]) =>
    sources.filter((source) => source.startsWith("../src/")).sort();
  expect(own(withPlugin)).toEqual(own(without));
  expect(own(withPlugin)).toHaveLength(2);
});

test("`write: false` gives the user's own result, and no file", async () => {
  const repository = repositoryOf(FILES);
  const { reported } = await mustRun(
    repository.directory,
    `const { metafile, outputFiles } = ${build("write: false").trim()}
report([metafile === undefined, outputFiles.map(({ path, text }) => [path, text.includes("Model")])]);
`,
  );
  expect(reported).toEqual([[true, [[repository.path("dist/main.js"), true]]]]);
  expect(existsSync(repository.path("dist"))).toBe(false);
});

describe("code on standard input", () => {
  test("can import the versions of the files it reaches", async () => {
    const repository = repositoryOf(FILES);
    await mustRun(
      repository.directory,
      build(
        `entryPoints: undefined, outdir: undefined, outfile: "dist/main.js", stdin: { contents: ${JSON.stringify(FILES["src/main.ts"])}, resolveDir: resolve("src"), loader: "ts", sourcefile: "other.ts" }`,
      ),
    );
    expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
      committed(repository, { Model: "src/model.ts" }),
    );
  });

  test("can't hold marks", async () => {
    const repository = repositoryOf(FILES);
    const { ok, printed } = await runScript(
      repository.directory,
      build(
        `entryPoints: undefined, stdin: { contents: ${JSON.stringify(MODEL)}, resolveDir: resolve("src"), loader: "ts" }`,
      ),
    );
    expect(ok).toBe(false);
    expect(printed).toContain("standard input");
    expect(printed).toContain("To fix it: move the marked code to a file");
  });
});

describe("without bundling", () => {
  test("marks are erased", async () => {
    const repository = repositoryOf({
      ...FILES,
      "src/mentions.ts":
        '// import versions from "virtual:versions";\nexport const name: string = "virtual:versions";\n',
    });
    await mustRun(
      repository.directory,
      build('bundle: false, entryPoints: ["src/model.ts", "src/lazy.ts", "src/mentions.ts"]'),
    );
    expect(repository.read("dist/model.js")).toMatch(/^class Model/);
    expect(repository.read("dist/lazy.js")).not.toContain("tracked");
  });

  test("an import of the versions, which nothing could resolve, is an error with its place", async () => {
    const repository = repositoryOf(FILES);
    const { ok, printed } = await runScript(
      repository.directory,
      build('bundle: false, entryPoints: ["src/main.ts", "src/model.ts"]'),
    );
    expect(ok).toBe(false);
    expect(printed).toMatch(/src\/main\.ts:1:/);
    expect(printed).toContain("To fix it: set bundle: true");
  });
});
