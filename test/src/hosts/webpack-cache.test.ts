import { describe, expect, test } from "vitest";
import { BUNDLERS, CACHED, CORE, WebpackProject } from "./webpack-project.js";

const COUNTER = `export default function count(code) {
  console.log("BUILT " + this.resourcePath);
  return code;
}
`;

/** Each in a process of its own. Milliseconds. */
const NINE_BUILDS = 240_000;

describe.each(BUNDLERS)("with a cache on the disk, %s", (bundler) => {
  const cached = CACHED[bundler];
  /** Prints a line for each module that is built and not taken from the cache. */
  const counted = `${cached}, module: { rules: [{ test: /model/, use: resolve("counter.mjs") }] }`;

  test("knows in a third process what the first one found, and follows edits, commits that leave every file as it was, and files and marks that come and go", {
    timeout: NINE_BUILDS,
  }, async () => {
    const project = new WebpackProject(bundler);
    project.write({ "counter.mjs": COUNTER });
    expect(await project.build(counted)).toContain("BUILT");
    expect(await project.prints()).toBe(project.expected());
    for (const _ of ["second", "third"]) {
      expect(await project.build(counted)).not.toContain("BUILT");
      expect(await project.prints()).toBe(project.expected());
    }
    const clean = JSON.parse(project.expected());
    const main = project.read("src/main.js");
    const lazy = project.read("src/lazy.js");

    project.write({ "src/lazy.js": `${lazy}// edited\n` });
    await project.build(counted);
    const edited = JSON.parse(await project.prints());
    const dirty = expect.stringMatching(`^${clean.explain}-dirty\\.[0-9a-f]{12}$`);
    expect(edited).toEqual({ ...clean, explain: dirty });

    project.commit("Edit");
    await project.build(counted);
    expect(await project.prints()).toBe(project.expected());

    project.git("commit", "--quiet", "--amend", "--message", "Say it otherwise");
    await project.build(counted);
    expect(await project.prints()).toBe(project.expected());

    project.commit("Put it back, and import one more", {
      "src/lazy.js": lazy,
      "src/main.js": `import "./elsewhere.js";\n${main}`,
    });
    await project.build(counted);
    const all = ["Model", "elsewhere", "endpoint", "explain"];
    expect(await project.prints()).toBe(project.expected(all));

    project.commit("Import it no more, and unmark another", {
      "src/lazy.js": 'export const explain = () => "because";\n',
      "src/main.js": main,
    });
    await project.build(counted);
    expect(await project.prints()).toBe(project.expected(["Model", "endpoint"]));

    project.commit("Mark it again", { "src/lazy.js": lazy });
    await project.build(counted);
    expect(await project.prints()).toBe(project.expected());
  });

  test("builds tracked modules anew that it had before the plugin came", async () => {
    const project = new WebpackProject(bundler, {
      "src/main.js": 'import "./lazy.js";\n',
    });
    await project.build(`${cached}, plugins: []`);
    project.commit("Ask for versions", {
      "src/main.js":
        'import versions from "virtual:versions";\nimport "./lazy.js";\nconsole.log(JSON.stringify(versions));\n',
    });
    await project.build(cached);
    expect(await project.prints()).toBe(project.expected(["explain"]));
    expect(project.files("dist/out")["main.cjs"]).not.toContain("tracked");
  });
});

describe.each(BUNDLERS)("%s, run several times by one process,", (bundler) => {
  test("forgets what is gone and sees what is new", async () => {
    const project = new WebpackProject(bundler);
    project.write({ "configuration.mjs": project.config() });
    await project.output(`import { copyFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import bundler from "${CORE[bundler]}";
import configuration from "./configuration.mjs";
const compiler = bundler({ ...configuration, cache: true });
const run = promisify(compiler.run.bind(compiler));
await run();
copyFileSync("dist/out/main.cjs", "dist/out/first.cjs");
writeFileSync("src/lazy.js", 'export const explain = () => "because";');
writeFileSync("src/serving.js", 'import "./elsewhere.js"; export const serve = () => 1;');
await run();
`);
    expect(await project.prints("first.cjs")).toBe(project.expected());
    expect(await project.prints()).toBe(project.expected(["elsewhere"]));
  });
});
