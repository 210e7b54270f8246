import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import { emptyFolder } from "../support/temporary-folder.js";
import { SmallProject } from "./small-project.js";

// What versions depend on beside the modules of a build: the option `track`, and repositories in the repository.

const TRACK =
  '{ parameters: "*.yaml", prompts: "conf/prompts", one: "conf/one.txt", late: "conf/late/*.txt" }';

const webpackLike = (host: string, core: string) => `import bundler from "${core}";
import inlineage from "unplugin-inlineage/${host}";
bundler({
  mode: "development",
  target: "node20",
  entry: "./src/main.js",
  output: { filename: "main.cjs" },
  plugins: [inlineage({ track: ${TRACK} }), { apply: ({ hooks }) => hooks.done.tap("count", count) }],
}).watch({}, () => {});
`;

const rollupLike = (host: string) => `import { watch } from "${host}";
import inlineage from "unplugin-inlineage/${host}";
const watcher = watch({
  input: "src/main.js",
  plugins: [inlineage({ track: ${TRACK} })],
  output: { dir: "dist", format: "cjs", entryFileNames: "main.cjs" },
});
watcher.on("event", (event) => {
  if (event.code === "END") count();
});
`;

/** Each watches with its own interface, and notes how many builds there were. */
const WATCHERS: Readonly<Record<string, string>> = {
  rollup: rollupLike("rollup"),
  rolldown: rollupLike("rolldown"),
  vite: `import { build } from "vite";
import inlineage from "unplugin-inlineage/vite";
const output = { format: "cjs", entryFileNames: "main.cjs" };
const watcher = await build({
  configFile: false,
  logLevel: "silent",
  plugins: [inlineage({ track: ${TRACK} })],
  build: { ssr: "src/main.js", watch: {}, rollupOptions: { output } },
});
watcher.on("event", (event) => {
  if (event.code === "END") count();
});
`,
  webpack: webpackLike("webpack", "webpack"),
  rspack: webpackLike("rspack", "@rspack/core"),
  esbuild: `import { context } from "esbuild";
import inlineage from "unplugin-inlineage/esbuild";
const counting = { name: "counting", setup: ({ onEnd }) => onEnd(count) };
const watching = await context({
  entryPoints: { main: "src/main.js" },
  bundle: true,
  platform: "node",
  format: "cjs",
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  logLevel: "silent",
  plugins: [inlineage({ track: ${TRACK} }), counting],
});
await watching.watch();
`,
};

/** @param file outside of the project, where nothing watches or empties it */
const counting = (file: string) => `import { appendFileSync } from "node:fs";
const count = () => appendFileSync(${JSON.stringify(file)}, ".");
`;

let watcher: ChildProcess | undefined;
afterEach(() => {
  watcher?.kill("SIGKILL");
});

test.each(Object.keys(WATCHERS))(
  "%s, watching, notices tracked files that come and go, and commits in repositories within, and rests in between",
  async (host) => {
    const project = new SmallProject({
      ".gitignore": "dist\n*.mjs\nlib\n",
      "src/main.js":
        'import versions from "virtual:versions";\nimport "../lib/part.js";\nconsole.log(JSON.stringify(versions));\n',
      "params.yaml": "rate: 1\n",
      "conf/one.txt": "1\n",
      "conf/prompts/x.md": "x\n",
      "conf/prompts/deep/y.md": "y\n",
      "conf/late/a.txt": "a\n",
    });
    const within = new SmallProject({
      "part.js":
        'import { tracked } from "@inlineage/runtime";\nexport const part = tracked("part", () => 1);\n',
    });
    renameSync(within.directory, project.path("lib"));
    const commitWithin = (content: string) => {
      const file = "lib/part.js";
      project.write({ [file]: `${project.read(file)}${content}` });
      const git = (...args: string[]) => project.git("-C", project.path("lib"), ...args);
      git("commit", "--quiet", "--all", "--message", "Edit the part");
      return git("log", "-1", "--format=%H");
    };
    const counted = join(emptyFolder("builds"), "count");
    writeFileSync(counted, "");
    const builds = () => readFileSync(counted, "utf8").length;
    project.write({ "script.mjs": `${counting(counted)}${WATCHERS[host]}` });
    watcher = spawn(process.execPath, ["script.mjs"], {
      cwd: project.directory,
      env: cleanEnvironment(),
      stdio: ["ignore", "ignore", "inherit"],
    });
    const table = async () => JSON.parse(await project.built("dist/main.cjs"));
    const shows = (expected: object) =>
      expect.poll(table, { timeout: 30_000, interval: 200 }).toMatchObject(expected);
    const commits = (names: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(names).map(([name, path]) => [name, project.lastCommit(path)]),
      );
    const clean = commits({
      parameters: ".",
      prompts: "conf/prompts",
      one: "conf/one.txt",
      late: "conf/late",
    });
    const dirty = (name: string) => ({ [name]: expect.stringMatching(/-dirty\.|^blob:/) });
    await shows(clean);

    // In a folder within a tracked one, and matched by a glob.
    project.write({ "conf/prompts/deep/z.md": "z\n" });
    await shows({ ...clean, ...dirty("prompts") });
    project.remove("conf/prompts/deep/z.md");
    await shows(clean);
    project.write({ "more.yaml": "rate: 2\n" });
    await shows({ ...clean, ...dirty("parameters") });
    project.remove("more.yaml");
    await shows(clean);

    // While they are away, builds fail.
    for (const path of ["conf/one.txt", "conf/prompts", "conf/late"]) {
      const before = builds();
      renameSync(project.path(path), project.path("away"));
      await expect.poll(builds, { timeout: 30_000 }).toBeGreaterThan(before);
      project.write({ [path.endsWith(".txt") ? path : `${path}/new.txt`]: "2\n" });
      const name = { "conf/one.txt": "one", "conf/prompts": "prompts", "conf/late": "late" }[path];
      await shows({ ...clean, ...dirty(name as string) });
      project.git("checkout", "--quiet", "--", "conf");
      project.git("clean", "-dfq", "--", "conf");
      await shows(clean);
      project.git("clean", "-dfq", "--", "away");
    }

    await shows({ ...clean, part: commitWithin("// one\n") });
    await shows({ ...clean, part: commitWithin("// two\n") });

    await new Promise((done) => setTimeout(done, 1500));
    const before = builds();
    await new Promise((done) => setTimeout(done, 1500));
    expect(builds()).toBe(before);
    expect(existsSync(project.path("away"))).toBe(false);
  },
);
