import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, utimesSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import { CLOSURE, PLAIN_HELPER, SmallProject } from "./small-project.js";

/** Each watches with its own interface, and prints why a build failed. */
const WATCHERS: Record<string, string> = {
  rollup: watching("rollup"),
  rolldown: watching("rolldown"),
  vite: `import { build } from "vite";
import inlineage from "unplugin-inlineage/vite";
const watcher = await build({
  configFile: false,
  logLevel: "silent",
  plugins: [inlineage({ strict: true, track: { hyperparameters: "params.yaml" } })],
  build: { ssr: "src/main.js", watch: {}, rollupOptions: { output: { entryFileNames: "main.js" } } },
});
watcher.on("event", (event) => {
  if (event.code === "ERROR") console.log(event.error.message);
});
`,
};

function watching(bundler: string): string {
  return `import { watch } from "${bundler}";
import inlineage from "unplugin-inlineage/${bundler}";
const watcher = watch({ input: "src/main.js", plugins: [inlineage({ strict: true, track: { hyperparameters: "params.yaml" } })], output: { dir: "dist" } });
watcher.on("event", (event) => {
  if (event.code === "BUNDLE_END") event.result.close();
  if (event.code === "ERROR") console.log(event.error.message);
});
`;
}

let watcher: ChildProcess | undefined;
afterEach(() => {
  watcher?.kill("SIGKILL");
});

test.each(Object.keys(WATCHERS))(
  "%s --watch follows edits, also of files without code, touches, marks, commits, branches, and files that come and go",
  async (host) => {
    const project = new SmallProject({ "params.yaml": "rate: 1\n" });
    project.write({ "script.mjs": WATCHERS[host] as string });
    watcher = spawn(process.execPath, ["script.mjs"], {
      cwd: project.directory,
      env: cleanEnvironment(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const printed: string[] = [];
    watcher.stdout?.setEncoding("utf8").on("data", (text) => printed.push(text));
    const table = async () => JSON.parse(await project.built("dist/main.js"));
    // Which of a watcher's builds has an edit in it is not said: so wait for what it has to print.
    const shows = (expected: unknown) =>
      expect.poll(table, { timeout: 60_000, interval: 200 }).toEqual(expected);
    const clean = {
      ...JSON.parse(project.expected()),
      hyperparameters: project.lastCommit("params.yaml"),
    };
    const dirty = expect.stringMatching(`^${clean.Model}-dirty\\.[0-9a-f]{12}$`);
    const main = project.read("src/main.js");
    const marked = project.read("src/model.js");

    await shows(clean);
    appendFileSync(project.path("src/model.js"), "// edited\n");
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

    // A touched file is told of as changed, and is then taken from the cache.
    utimesSync(project.path("src/serving.js"), new Date(), new Date());
    project.write({ "src/model.js": marked });
    await shows(clean);

    project.write({ "src/model.js": "export class Model {\n  multiply() {}\n}\n" });
    const { Model: _, ...others } = clean;
    await shows(others);
    project.write({ "src/model.js": marked });
    await shows(clean);

    // No module imports it.
    project.write({ "params.yaml": "rate: 2\n" });
    const dirtyParameters = expect.stringMatching(`^${clean.hyperparameters}-dirty`);
    await shows({ ...clean, hyperparameters: dirtyParameters });
    project.write({ "params.yaml": "rate: 1\n" });
    await shows(clean);

    // Imported before it is there, and gone before its import is: builds fail in between.
    project.write({ "src/main.js": `import "./added.js";\n${main}` });
    await expect.poll(() => printed.join(""), { timeout: 60_000 }).toContain("./added.js");
    const added = project.commit("Add a file", {
      "src/added.js":
        'import { tracked } from "@inlineage/runtime";\nexport const added = tracked("added", () => 1);\n',
    });
    await shows({ ...clean, added });
    project.remove("src/added.js");
    project.write({ "src/main.js": main });
    await shows(clean);
  },
);

test.each(Object.keys(WATCHERS))(
  "%s --watch keeps a file in closures that has nothing of the runtime any more",
  async (host) => {
    const project = new SmallProject({ ...CLOSURE, "params.yaml": "rate: 1\n" });
    project.write({ "script.mjs": WATCHERS[host] as string });
    watcher = spawn(process.execPath, ["script.mjs"], {
      cwd: project.directory,
      env: cleanEnvironment(),
      stdio: ["ignore", "ignore", "inherit"],
    });
    const model = async () => JSON.parse(await project.built("dist/main.js")).model;
    const shows = (commit: string) =>
      expect.poll(model, { timeout: 60_000, interval: 200 }).toBe(commit);
    await shows(project.git("log", "-1", "--format=%H", "--", "src/main.js", "src/helper.js"));
    await shows(project.commit("Do without the runtime", PLAIN_HELPER));
  },
);
