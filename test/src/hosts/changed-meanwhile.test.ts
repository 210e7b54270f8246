import { describe, expect, test } from "vitest";
import { SmallProject } from "./small-project.js";

const BEFORE = `import { execSync } from "node:child_process";
const change = () => { execSync(process.argv[2]); };
`;

/** Builds `src/main.js` into `dist/main.js`, and runs a command when the module graph is complete. */
const BUILDS: Record<string, string> = {
  vite: `import { build } from "vite";
import inlineage from "unplugin-inlineage/vite";
await build({
  configFile: false,
  logLevel: "silent",
  plugins: [inlineage(), { name: "meanwhile", buildEnd: change }],
  build: { ssr: "src/main.js", rollupOptions: { output: { entryFileNames: "main.js" } } },
});
`,
  rollup: rollup("rollup"),
  rolldown: rollup("rolldown"),
  webpack: webpack("webpack", "webpack"),
  rspack: webpack("@rspack/core", "rspack"),
};

function rollup(bundler: string): string {
  return `import { ${bundler} as bundle } from "${bundler}";
import inlineage from "unplugin-inlineage/${bundler}";
const plugins = [inlineage(), { name: "meanwhile", buildEnd: change }];
const bundled = await bundle({ input: "src/main.js", plugins, external: [/^@inlineage/] });
await bundled.write({ dir: "dist" });
`;
}

function webpack(bundler: string, host: string): string {
  return `import { resolve } from "node:path";
import bundle from "${bundler}";
import inlineage from "unplugin-inlineage/${host}";
const meanwhile = { apply: (compiler) => compiler.hooks.finishMake.tap("meanwhile", change) };
bundle({
  mode: "production",
  target: "node20",
  entry: "./src/main.js",
  experiments: { outputModule: true },
  output: { path: resolve("dist"), module: true, filename: "main.js" },
  plugins: [inlineage(), meanwhile],
}, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
});
`;
}

describe.each(["vite", "rollup", "rolldown"])("after %s has read a file", (host) => {
  const meanwhile = (hook: string) =>
    (BUILDS[host] as string).replace(
      /\[inlineage\(\), .*?\}\]/,
      `[{ name: "meanwhile", ${hook} }, inlineage()]`,
    );
  const editing = (body: string) =>
    meanwhile(
      `enforce: "pre", transform: { order: "pre", handler(code, id) { if (id.endsWith("model.js")) ${body} } }`,
    );

  test("and before its marks are looked for, it is edited and committed: the version is of what was read", async () => {
    const project = new SmallProject();
    const clean = JSON.parse(project.expected());
    const blob = project.git("hash-object", "src/model.js");
    const command =
      "echo // edited >> src/model.js; git -c user.name=A -c user.email=a@b.c commit --quiet --all --message Edit";
    await project.output(
      `import { execSync } from "node:child_process";\n${editing(`execSync(${JSON.stringify(command)});`)}`,
    );
    const commit = project.lastCommit("src/model.js");
    expect(JSON.parse(await project.built("dist/main.js"))).toEqual({
      ...clean,
      Model: `${commit}-dirty.${blob.slice(0, 12)}`,
    });
  });

  test("another plugin changes its text, which says nothing of the file", async () => {
    const project = new SmallProject();
    await project.output(editing('return { code: code + "globalThis.more = 1;", map: null };'));
    expect(await project.built("dist/main.js")).toBe(project.expected());
  });
});

describe.each(Object.keys(BUILDS))("what a bundle of %s holds isn't on disk any more", (host) => {
  async function builtWhile(project: SmallProject, command: string): Promise<unknown> {
    const argument = `process.argv[2] = ${JSON.stringify(command)};\n`;
    await project.output(`${BEFORE}${argument}${BUILDS[host]}`);
    return JSON.parse(await project.built("dist/main.js"));
  }

  test("as an edit was taken back meanwhile: the versions tell of the edit", async () => {
    const project = new SmallProject();
    const clean = JSON.parse(project.expected());
    project.write({ "src/model.js": `${project.read("src/model.js")}// edited\n` });
    const blob = project.git("hash-object", "src/model.js");
    expect(await builtWhile(project, "git checkout --quiet -- src/model.js")).toEqual({
      ...clean,
      Model: `${clean.Model}-dirty.${blob.slice(0, 12)}`,
    });
  });

  test("as another branch was checked out meanwhile: its commit is not the bundle's", async () => {
    const project = new SmallProject();
    const clean = JSON.parse(project.expected());
    const blob = project.git("hash-object", "src/model.js");
    project.git("checkout", "--quiet", "-b", "side");
    const side = project.commit("Edit the model", {
      "src/model.js": `${project.read("src/model.js")}// on the side\n`,
    });
    project.git("checkout", "--quiet", "main");
    expect(await builtWhile(project, "git checkout --quiet side")).toEqual({
      ...clean,
      Model: `${side}-dirty.${blob.slice(0, 12)}`,
    });
  });
});
