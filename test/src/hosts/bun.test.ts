import { expect, test } from "vitest";
import { type Run, SmallProject } from "./small-project.js";

/** Builds with `Bun.build()`; `settings` is the source text of further ones. */
async function bunBuild(
  project: SmallProject,
  settings = "",
  plugins = "inlineage()",
): Promise<Run> {
  project.write({
    "build.mjs": `import inlineage from "unplugin-inlineage/bun";
await Bun.build({ entrypoints: ["src/main.js"], target: "node", outdir: "dist", plugins: [${plugins}], ${settings} });
`,
  });
  return project.command("bun", "build.mjs");
}

/** How a plugin that compiles takes a file to itself. */
const TAKES_MODEL = `{ name: "other", setup(build) {
  build.onLoad({ filter: /model\\.js$/ }, () => ({ contents: "export class Model { multiply() {} }", loader: "js" }));
} }`;

test.each([
  ["minified, in files of their own", "minify: true, splitting: true"],
  ["in one file, with an inline source map", 'sourcemap: "inline"'],
  ["with packages left to the outside", 'packages: "external"'],
  ["with the runtime and the versions named as external", 'external: ["virtual:*"]'],
])("Bun: %s, a build prints git's answers", async (_how, settings) => {
  const project = new SmallProject();
  expect(await bunBuild(project, settings)).toEqual({ ok: true, printed: "" });
  expect(await project.built("dist/main.js")).toBe(project.expected());
});

test("Bun waits for modules that another plugin is slow to give", async () => {
  const project = new SmallProject();
  const slow = `{ name: "slow", setup(build) {
    build.onResolve({ filter: /lazy/ }, async ({ path, resolveDir }) => {
      await Bun.sleep(300);
      return { path: resolveDir + path.slice(1) };
    });
  } }`;
  await bunBuild(project, "", `inlineage(), ${slow}`);
  expect(await project.built("dist/main.js")).toBe(project.expected());
});

test("Bun: a tracked file that a plugin loads before this one fails the build, named", async () => {
  const project = new SmallProject();
  const { ok, printed } = await bunBuild(project, "", `${TAKES_MODEL}, inlineage()`);
  expect(ok).toBe(false);
  expect(printed).toContain("src/model.js: another plugin loads this file");
  expect(printed).toContain("To fix it: put inlineage() before that plugin");
  expect((await bunBuild(project, "", `inlineage(), ${TAKES_MODEL}`)).ok).toBe(true);
  expect(await project.built("dist/main.js")).toBe(project.expected());
});

test("Bun: components have their versions, and keep their marks", async () => {
  const project = new SmallProject({
    "src/lazy.js": 'export { explain } from "./Explain.svelte";\n',
    "src/Explain.svelte": `<script>
import { tracked } from "@inlineage/runtime";
export const explain = tracked("explain", () => "because");
</script>
`,
  });
  const components = `{ name: "components", setup(build) {
    build.onLoad({ filter: /svelte$/ }, async ({ path }) => (
      { contents: (await Bun.file(path).text()).split("script")[1].slice(1, -2), loader: "js" }
    ));
  } }`;
  await bunBuild(project, "", `inlineage(), ${components}`);
  expect(JSON.parse(await project.built("dist/main.js"))).toEqual({
    ...JSON.parse(project.expected(["Model", "endpoint"])),
    explain: project.lastCommit("src/Explain.svelte"),
  });
});

test("Bun: one instance used for two builds at once, and again after edits, has each one's own table", async () => {
  const project = new SmallProject({
    "src/other.js":
      'import versions from "virtual:versions";\nimport "./elsewhere.js";\nconsole.log(JSON.stringify(versions));\n',
  });
  project.write({
    "build.mjs": `import { writeFileSync } from "node:fs";
import inlineage from "unplugin-inlineage/bun";
const plugins = [inlineage()];
const build = (entry, outdir) => Bun.build({ entrypoints: [entry], target: "node", outdir, plugins });
await Promise.all([build("src/main.js", "dist"), build("src/other.js", "dist")]);
writeFileSync("src/lazy.js", 'export const explain = () => "because";');
await build("src/main.js", "again");
`,
  });
  expect(await project.command("bun", "build.mjs")).toEqual({ ok: true, printed: "" });
  expect(await project.built("dist/main.js")).toBe(project.expected());
  expect(await project.built("dist/other.js")).toBe(project.expected(["elsewhere"]));
  expect(await project.built("again/main.js")).toBe(project.expected(["Model", "endpoint"]));
});

test("Bun: what isn't committed is warned of once, and with strict an error", async () => {
  const project = new SmallProject();
  project.git("rm", "--quiet", "--cached", "src/model.js");
  project.git("commit", "--quiet", "--message", "Forget the model");
  const warned = await bunBuild(project);
  expect(warned.ok).toBe(true);
  expect(warned.printed.match(/no commit proven by git for src\/model\.js/g)).toHaveLength(1);
  const strict = await bunBuild(project, "", "inlineage({ strict: true })");
  expect(strict.ok).toBe(false);
  expect(strict.printed).toContain("src/model.js");
});

test("Bun: registered with the running program, the plugin says that it is for bundles", async () => {
  const project = new SmallProject();
  project.write({
    "run.mjs": `import inlineage from "unplugin-inlineage/bun";
Bun.plugin(inlineage());
`,
  });
  const { ok, printed } = await project.command("bun", "run.mjs");
  expect(ok).toBe(false);
  expect(printed).toContain("To fix it: give the plugin to Bun.build()");
});
