import { readdirSync } from "node:fs";
import { expect, test, vi } from "vitest";
import type { GitRepository } from "../support/git-repository.js";
import { emptyFolder } from "../support/temporary-folder.js";
import {
  committed,
  dirty,
  mustRun,
  PRINTS_VERSIONS,
  printedVersions,
  repositoryOf,
  startScript,
  TRACKED,
} from "./esbuild-project.js";

// esbuild's watch mode takes a file for what it is right after a plugin has loaded it. What changed since the plugin
// looked would be missed for as long as nobody edits the file again.

const OPTIONS = `entryPoints: ["src/main.ts"], bundle: true, platform: "node", format: "esm", outdir: "dist"`;

const MODEL = `${TRACKED}@tracked export class Model {}\n`;

/** Wraps the plugin: right after it has loaded a path for the first time, and before esbuild knows, `change` happens. */
function changingAfter(namespace: "file" | "inlineage", change: string): string {
  return `const plugin = inlineage();
let isChanged = false;
const changing = {
  ...plugin,
  setup: (build) =>
    plugin.setup({
      ...build,
      onLoad: (options, callback) =>
        build.onLoad(options, async (args) => {
          const result = await callback(args);
          if (options.namespace === ${JSON.stringify(namespace)} && result && !isChanged) {
            isChanged = true;
            ${change};
          }
          return result;
        }),
    }),
};
`;
}

function project(): GitRepository {
  return repositoryOf({
    "src/main.ts": `${PRINTS_VERSIONS}import "./model.js";\nimport "./plain.js";\n`,
    "src/model.ts": MODEL,
    "src/plain.ts": "export class Plain {}\n",
    "settings.json": "{}\n",
  });
}

function becomes(repository: GitRepository, expected: () => Record<string, string>): Promise<void> {
  return vi.waitFor(
    async () => expect(await printedVersions(repository.path("dist/main.js"))).toEqual(expected()),
    { timeout: 60_000, interval: 100 },
  );
}

const WATCH = `const context = await esbuild.context({ ${OPTIONS}, plugins: [changing] });
await context.watch();
`;

test("an edit between the plugin's look at a file and esbuild's is built", async () => {
  const repository = project();
  const edit = `writeFileSync("src/model.ts", ${JSON.stringify(`${MODEL}// edited\n`)})`;
  startScript(repository.directory, changingAfter("file", edit) + WATCH);
  await vi.waitFor(() => expect(repository.read("src/model.ts")).toContain("edited"), 60_000);
  await becomes(repository, () => ({ Model: dirty(repository, "src/model.ts") }));
});

test("a commit between the plugin's look at the history and esbuild's is shown", async () => {
  const repository = project();
  repository.write({ "src/model.ts": `${MODEL}// edited\n` });
  const before = repository.lastCommit("src/model.ts");
  const commit = `execSync("git -c user.name=A -c user.email=a@b.c commit --quiet --all --message Edited")`;
  const script = `import { execSync } from "node:child_process";\n${changingAfter("inlineage", commit)}${WATCH}`;
  startScript(repository.directory, script);
  await vi.waitFor(() => expect(repository.lastCommit("src/model.ts")).not.toBe(before), 60_000);
  await becomes(repository, () => committed(repository, { Model: "src/model.ts" }));
});

test("a file that gets its first mark after the plugin has looked through all files is built with it", async () => {
  const repository = project();
  const { printed } = await mustRun(
    repository.directory,
    `const marking = {
  name: "marking",
  setup(build) {
    build.onStart(() => writeFileSync("src/plain.ts", ${JSON.stringify(`${TRACKED}@tracked export class Plain {}\n`)}));
  },
};
await esbuild.build({ ${OPTIONS}, logLevel: "warning", plugins: [inlineage(), marking] });
`,
  );
  expect(await printedVersions(repository.path("dist/main.js"))).toEqual({
    ...committed(repository, { Model: "src/model.ts" }),
    Plain: dirty(repository, "src/plain.ts"),
  });
  expect(repository.read("dist/main.js")).not.toContain("tracked");
  expect(printed).toMatch(/built a second time.*src\/plain\.ts/);
});

test("what another plugin writes after each build doesn't have it built without end", async () => {
  const repository = project();
  const { reported } = await mustRun(
    repository.directory,
    `let builds = 0;
const writing = {
  name: "writing",
  setup: ({ onEnd }) => onEnd(() => {
    builds++;
    writeFileSync("src/model.ts", readFileSync("src/model.ts"));
    writeFileSync("made.txt", "");
    rmSync("made.txt");
  }),
};
const context = await esbuild.context({ ${OPTIONS}, plugins: [writing, inlineage({ track: { all: "*.json" } })] });
await context.watch();
await new Promise((done) => setTimeout(done, 3000));
report(builds < 5 || builds);
await context.dispose();
`,
  );
  expect(reported).toEqual([true]);
});

test("nothing is left behind", async () => {
  const repository = project();
  const folder = emptyFolder("temporary");
  const edit = `writeFileSync("src/model.ts", ${JSON.stringify(`${MODEL}// edited\n`)})`;
  const { reported } = await mustRun(
    repository.directory,
    `process.env.TMPDIR = ${JSON.stringify(folder)};
${changingAfter("file", edit)}const looking = {
  name: "looking",
  setup: ({ onEnd }) => onEnd(() => report(readdirSync(process.env.TMPDIR).length)),
};
await esbuild.build({ ${OPTIONS}, plugins: [changing, looking] });
`,
  );
  expect(reported).toEqual([1]);
  expect(readdirSync(folder)).toEqual([]);
});
