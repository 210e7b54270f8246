import type { ChildProcess } from "node:child_process";
import { appendFileSync, utimesSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { CLOSURE, PLAIN_HELPER } from "./small-project.js";
import { BUNDLERS, CACHED, WebpackProject } from "./webpack-project.js";

let watcher: ChildProcess | undefined;
afterEach(() => {
  watcher?.kill("SIGKILL");
});

const CASES = BUNDLERS.flatMap((bundler) => [
  { bundler, how: "in memory", settings: 'mode: "development", devtool: "eval"' },
  { bundler, how: "on the disk", settings: CACHED[bundler] },
]);

test.each(CASES)(
  "$bundler, watching with a cache $how, follows edits, also of files without code, marks, commits, branches, and files that come and go",
  async ({ bundler, settings }) => {
    const project = new WebpackProject(bundler, { "params.yaml": "rate: 1\n" });
    // Strict, as the project's builds may be: what isn't committed yet is no error while watching.
    watcher = project.watch(
      `${settings}, plugins: [inlineage({ strict: true, track: { hyperparameters: "params.yaml" } })]`,
    );
    const table = async () => JSON.parse(await project.prints());
    // Which of a watcher's builds has an edit in it is not said: so wait for what it has to print.
    const shows = (expected: unknown) =>
      expect.poll(table, { timeout: 60_000, interval: 200 }).toEqual(expected);
    const clean = {
      ...JSON.parse(project.expected()),
      hyperparameters: project.lastCommit("params.yaml"),
    };
    const main = project.read("src/main.js");
    const marked = project.read("src/model.js");

    await shows(clean);
    appendFileSync(project.path("src/model.js"), "// edited\n");
    const dirty = expect.stringMatching(`^${clean.Model}-dirty\\.[0-9a-f]{12}$`);
    await shows({ ...clean, Model: dirty });
    // No file of the work tree changes.
    const committed = { ...clean, Model: project.commit("Edit the model") };
    await shows(committed);
    project.git("checkout", "--quiet", "-b", "side", "HEAD~1");
    await shows(clean);
    project.git("checkout", "--quiet", "main");
    await shows(committed);
    project.git("reset", "--quiet", "--hard", "HEAD~1");
    await shows(clean);

    // Told of as changed, and then taken from a cache that knows the content.
    const later = new Date(Date.now() + 10_000);
    utimesSync(project.path("src/model.js"), later, later);
    appendFileSync(project.path("src/serving.js"), "\n");
    await shows({ ...clean, endpoint: expect.stringMatching(`^${clean.endpoint}-dirty`) });
    project.git("checkout", "--quiet", "src/serving.js");
    await shows(clean);

    project.write({ "src/model.js": "export class Model {\n  multiply() {}\n}\n" });
    const { Model: _, ...others } = clean;
    await shows(others);
    project.write({ "src/model.js": marked });
    await shows(clean);

    project.write({
      "src/main.js": `import "./added.js";\n${main}`,
      "src/added.js":
        'import { tracked } from "@inlineage/runtime";\nexport const added = tracked("added", () => 1);\n',
    });
    await shows({ ...clean, added: expect.stringMatching(/^blob:/) });
    project.remove("src/added.js");
    project.write({ "src/main.js": main });
    await shows(clean);

    // No module imports it.
    project.write({ "params.yaml": "rate: 2\n" });
    const dirtyParameters = expect.stringMatching(`^${clean.hyperparameters}-dirty`);
    await shows({ ...clean, hyperparameters: dirtyParameters });
    project.write({ "params.yaml": "rate: 1\n" });
    await shows(clean);

    // A build that fails leaves the watcher working.
    project.write({
      "src/lazy.js": `${project.read("src/lazy.js")}export const e = tracked("Model", () => 1);\n`,
    });
    project.write({ "src/lazy.js": 'export const explain = () => "because";\n' });
    const { explain: __, ...rest } = clean;
    await shows(rest);
  },
);

test.each(BUNDLERS)(
  "%s, watching, proves no commit of an edit that it was told to ignore",
  async (bundler) => {
    const project = new WebpackProject(bundler);
    watcher = project.watch('mode: "development", devtool: "eval"', [
      "**/model.js",
      "**/node_modules/**",
    ]);
    const table = async () => JSON.parse(await project.prints());
    const shows = (expected: unknown) =>
      expect.poll(table, { timeout: 60_000, interval: 200 }).toEqual(expected);
    const clean = JSON.parse(project.expected());
    const bundled = project.git("hash-object", "src/model.js");
    await shows(clean);
    const Model = project.commit("Edit the model", {
      "src/model.js": `${project.read("src/model.js")}// edited\n`,
    });
    await shows({ ...clean, Model: `${Model}-dirty.${bundled.slice(0, 12)}` });
  },
);

test.each(BUNDLERS)(
  "%s, watching, keeps a file in closures that has nothing of the runtime any more",
  async (bundler) => {
    const project = new WebpackProject(bundler, CLOSURE);
    watcher = project.watch('mode: "development", devtool: "eval"');
    const model = async () => JSON.parse(await project.prints()).model;
    const shows = (commit: string) =>
      expect.poll(model, { timeout: 60_000, interval: 200 }).toBe(commit);
    await shows(project.git("log", "-1", "--format=%H", "--", "src/main.js", "src/helper.js"));
    await shows(project.commit("Do without the runtime", PLAIN_HELPER));
  },
);
