import { resolve } from "node:path";
import { expect, test } from "vitest";
import {
  committed,
  mustRun,
  PRINTS_VERSIONS,
  printedVersions,
  repositoryOf,
  runScript,
  TRACKED,
} from "./esbuild-project.js";

const FILES = {
  "src/main.ts": `${PRINTS_VERSIONS}import "./model.js";\n`,
  "src/model.ts": `${TRACKED}import "./helper.js";\n@tracked export class Model {}\n`,
  "src/helper.ts": "export {};\n",
  "src/other.ts": `${TRACKED}@tracked export class Other {}\n`,
};

/** A plugin that loads source files itself, as those do that compile another dialect. */
const LOADS_SOURCES = `const loads = {
  name: "loads-sources",
  setup(build) {
    build.onLoad({ filter: /\\.ts$/ }, ({ path }) => ({
      contents: "globalThis.loadedByOther = true;" + readFileSync(path, "utf8"), loader: "ts",
    }));
  },
};
`;

const buildWith = (plugins: string, options = "") =>
  `const result = await esbuild.build({
  entryPoints: ["src/main.ts"], bundle: true, platform: "node", format: "esm", target: "es2022", outdir: "dist",
  plugins: [${plugins}], ${options}
});
report(result.warnings.map(({ text, location, pluginName }) => [pluginName, location?.file, text]));
`;

test("a tracked file that another plugin loads first keeps its marks, has its version, and is named", async () => {
  for (const files of [FILES, { ...FILES, "src/other.ts": "export {};\n" }]) {
    const repository = repositoryOf(files);
    const { reported, printed } = await mustRun(
      repository.directory,
      `${LOADS_SOURCES}${buildWith("loads, inlineage()")}`,
    );
    expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
      committed(repository, { Model: "src/model.ts" }),
    );
    expect(repository.read("dist/main.js")).toContain("loadedByOther");
    expect(reported).toEqual([
      [
        [
          "unplugin-inlineage",
          "src/main.ts",
          expect.stringContaining("another plugin loads src/model.ts"),
        ],
      ],
    ]);
    expect(printed).toMatch(/src\/model\.ts/);
    expect(printed).toContain("To fix it: put inlineage() before");
  }
});

test("before a plugin that loads source files, marks are erased and other files left to it", async () => {
  const repository = repositoryOf(FILES);
  const { reported } = await mustRun(
    repository.directory,
    `${LOADS_SOURCES}${buildWith("inlineage(), loads")}`,
  );
  expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
    committed(repository, { Model: "src/model.ts" }),
  );
  const output = repository.read("dist/main.js");
  expect(output).toContain("loadedByOther");
  expect(output).not.toContain("tracked");
  expect(reported).toEqual([[]]);
});

test("other plugins start, end and are disposed of once, and see the options they have changed once", async () => {
  const repository = repositoryOf(FILES);
  const { reported } = await mustRun(
    repository.directory,
    `const calls = [];
const counts = {
  name: "counts",
  setup({ initialOptions, onStart, onEnd, onDispose }) {
    initialOptions.banner = { js: "/* " + (initialOptions.banner?.js ?? "") + "seen */" };
    (initialOptions.external ??= []).push("external-" + initialOptions.external.length);
    onStart(() => { calls.push("start"); });
    onEnd(() => { calls.push("end"); });
    onDispose(() => { calls.push("dispose"); report([calls, initialOptions.external]); });
  },
};
${buildWith("counts, inlineage(), { ...counts, name: 'counts too' }", 'banner: { js: "once" }')}`,
  );
  const starts = Array(2).fill("start");
  const ends = Array(2).fill("end");
  expect(reported.at(-1)).toEqual([
    [...starts, ...ends, "dispose", "dispose"],
    ["external-0", "external-1"],
  ]);
  expect(repository.read("dist/main.js")).toMatch(/^\/\* \/\* onceseen \*\/seen \*\/$/m);
});

test("a plugin that is only ready once it has started decides what is reached, as it does for the build", async () => {
  const repository = repositoryOf({
    ...FILES,
    "src/main.ts": `${PRINTS_VERSIONS}import "alias";\n`,
  });
  for (const unready of ["undefined", "aliases.get(path)"]) {
    await mustRun(
      repository.directory,
      `const alias = {
  name: "alias",
  setup(build) {
    let aliases;
    build.onStart(() => { aliases = new Map([["alias", resolve("src/model.ts")]]); });
    build.onResolve({ filter: /^alias$/ }, ({ path }) =>
      ({ path: aliases === undefined ? ${unready} ?? resolve("src/other.ts") : aliases.get(path) }));
  },
};
${buildWith("alias, inlineage()")}`,
    );
    expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
      committed(repository, { Model: "src/model.ts" }),
    );
    expect(repository.read("dist/main.js")).not.toContain("tracked");
  }
});

test("a tracked file that another plugin writes while the build runs has its version", async () => {
  const repository = repositoryOf({
    ...FILES,
    "src/main.ts": `${PRINTS_VERSIONS}import "generated";\n`,
    "src/other.ts": "export {};\n",
  });
  const { printed } = await mustRun(
    repository.directory,
    `const generates = {
  name: "generates",
  setup(build) {
    build.onResolve({ filter: /^generated$/ }, async () => {
      await new Promise((done) => setTimeout(done, 300));
      writeFileSync("src/generated.ts", ${JSON.stringify(`${TRACKED}import "./model.js";\n@tracked export class Generated {}\n`)});
      return { path: resolve("src/generated.ts") };
    });
  },
};
${buildWith("generates, inlineage()", 'entryNames: "[name]"')}
report(readdirSync("dist"));
`,
  );
  const blob = repository.git("hash-object", "src/generated.ts");
  expect(await printedVersions(repository.path("dist/main.js"))).toEqual({
    Generated: `blob:${blob}`,
    ...committed(repository, { Model: "src/model.ts" }),
  });
  expect(repository.read("dist/main.js")).not.toContain("tracked");
  expect(printed).toMatch(/built a second time.*src\/generated\.ts/);
  expect(printed).toMatch(/no commit proven by git for src\/generated\.ts/);
});

test("a plugin that resolves to a link instead of the file it leads to changes nothing", async () => {
  const repository = repositoryOf({
    ...FILES,
    "src/main.ts": `${PRINTS_VERSIONS}import "linked";\n`,
  });
  await mustRun(
    repository.directory,
    `import { symlinkSync } from "node:fs";
symlinkSync(resolve("src"), "link", "junction");
const links = {
  name: "links",
  setup(build) {
    build.onResolve({ filter: /^linked$/ }, () => ({ path: resolve("link/model.ts") }));
  },
};
${buildWith("links, inlineage()", 'entryNames: "[name]-[hash]"')}
report(readdirSync("dist"));
`,
  ).then(async ({ reported }) => {
    const files = reported.at(-1) as string[];
    expect(files).toHaveLength(1);
    expect(await printedVersions(repository.path(`dist/${files[0]}`))).toEqual(
      committed(repository, { Model: "src/model.ts" }),
    );
    expect(repository.read(`dist/${files[0]}`)).not.toContain("tracked");
  });
});

test("two builds at a time with one instance of the plugin each have their own versions", async () => {
  const repository = repositoryOf({
    ...FILES,
    "src/second.ts": `${PRINTS_VERSIONS}import "./other.js";\n`,
  });
  await mustRun(
    repository.directory,
    `const plugins = [inlineage()];
await Promise.all(["main", "second"].map((name) => esbuild.build({
  entryPoints: ["src/" + name + ".ts"], bundle: true, platform: "node", format: "esm", outdir: "dist/" + name, plugins,
})));
`,
  );
  expect(await printedVersions(repository.path("dist/main/main.js"))).toEqual(
    committed(repository, { Model: "src/model.ts" }),
  );
  expect(await printedVersions(repository.path("dist/second/second.js"))).toEqual(
    committed(repository, { Other: "src/other.ts" }),
  );
});

test("a plugin made of this one, and this one twice, work like it", async () => {
  const repository = repositoryOf(FILES);
  for (const plugins of [
    "{ name: 'preset', setup: (build) => inlineage().setup(build) }",
    "inlineage(), inlineage()",
  ]) {
    await mustRun(repository.directory, buildWith(plugins));
    expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
      committed(repository, { Model: "src/model.ts" }),
    );
    expect(repository.read("dist/main.js")).not.toContain("tracked");
  }
});

test("a plugin that fails is shown once, and not as a failure of this one", async () => {
  const repository = repositoryOf(FILES);
  const { ok, printed } = await runScript(
    repository.directory,
    `const fails = {
  name: "fails",
  setup(build) {
    build.onLoad({ filter: /helper/ }, () => ({ errors: [{ text: "no helper today" }] }));
  },
};
${buildWith("fails, inlineage()")}`,
  );
  expect(ok).toBe(false);
  expect(printed.match(/\[ERROR\]/g)).toHaveLength(1);
  expect(printed).toContain("no helper today");
  // The folder of a clone may have the name too.
  const clone = resolve(import.meta.dirname, "../../..");
  expect(printed.replaceAll(clone, "")).not.toContain("inlineage");
});

test("a tracked file that is reached late, behind a slow plugin, has its version", async () => {
  const outside = repositoryOf({ "model.ts": `${TRACKED}@tracked export class Outside {}\n` });
  const repository = repositoryOf({
    ...FILES,
    "src/main.ts": `${PRINTS_VERSIONS}import "./deep.js";\n`,
    "src/deep.ts": 'import "slow:inside";\n',
    "src/second.ts": `${PRINTS_VERSIONS}import "./model.js";\nimport "./other.js";\nimport "./deeper.js";\n`,
    "src/deeper.ts": 'import "slow:outside";\n',
  });
  const slow = `const slow = {
  name: "slow",
  setup(build) {
    build.onResolve({ filter: /^slow:/ }, async ({ path }) => {
      await new Promise((done) => setTimeout(done, 1500));
      return { path: path === "slow:inside" ? resolve("src/model.ts") : ${JSON.stringify(outside.path("model.ts"))} };
    });
  },
};
`;
  const build = buildWith("slow, inlineage()");
  await mustRun(
    repository.directory,
    `${slow}${build}${build.replace("main.ts", "second.ts").replace("const result", "const second")}`,
  );
  const model = committed(repository, { Model: "src/model.ts" });
  expect(await printedVersions(repository.path("dist/main.js"))).toEqual(model);
  expect(await printedVersions(repository.path("dist/second.js"))).toEqual({
    ...model,
    ...committed(repository, { Other: "src/other.ts" }),
    ...committed(outside, { Outside: "model.ts" }),
  });
  for (const name of ["main", "second"])
    expect(repository.read(`dist/${name}.js`)).not.toContain("tracked");
});

test("a tracked file elsewhere that another plugin loads first has its version, and is named", async () => {
  const outside = repositoryOf({ "model.ts": `${TRACKED}@tracked export class Outside {}\n` });
  const repository = repositoryOf({
    "src/main.js": `${PRINTS_VERSIONS}import ${JSON.stringify(outside.path("model.ts"))};\n`,
  });
  const { printed } = await mustRun(
    repository.directory,
    `${LOADS_SOURCES}${buildWith("loads, inlineage()").replace("main.ts", "main.js")}`,
  );
  expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
    committed(outside, { Outside: "model.ts" }),
  );
  expect(printed).toMatch(/another plugin loads .*model\.ts first/);
});
