import { expect, test, vi } from "vitest";
import type { GitRepository } from "../support/git-repository.js";
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

const OPTIONS = `entryPoints: ["src/main.ts"], bundle: true, platform: "node", format: "esm", outdir: "dist"`;

const MODEL = `${TRACKED}@tracked export class Model {}\n`;

function project(): GitRepository {
  return repositoryOf({
    "src/main.ts": `${PRINTS_VERSIONS}import "./model.js";\nimport "./plain.js";\n`,
    "src/model.ts": MODEL,
    "src/plain.ts": "export class Plain {}\n",
    "src/other.ts": `${TRACKED}@tracked export class Other {}\n`,
  });
}

test("a context that watches follows every edit, and every commit", async () => {
  const repository = project();
  const output = repository.path("dist/main.js");
  startScript(
    repository.directory,
    `const context = await esbuild.context({ ${OPTIONS}, plugins: [inlineage()] });\nawait context.watch();\n`,
  );
  const becomes = async (expected: () => Record<string, string>) =>
    vi.waitFor(async () => expect(await printedVersions(output)).toEqual(expected()), {
      timeout: 60_000,
      interval: 100,
    });
  const model = { Model: "src/model.ts" };
  await becomes(() => committed(repository, model));

  // A tracked file is edited, then committed.
  repository.write({ "src/model.ts": `${MODEL}// edited\n` });
  await becomes(() => ({ Model: dirty(repository, "src/model.ts") }));
  repository.commit("Edit the model");
  await becomes(() => committed(repository, model));

  // A file gets its first mark.
  repository.write({ "src/plain.ts": `${TRACKED}@tracked export class Plain {}\n` });
  await becomes(() => ({
    ...committed(repository, model),
    Plain: dirty(repository, "src/plain.ts"),
  }));
  await vi.waitFor(() => expect(repository.read("dist/main.js")).not.toContain("tracked"));

  // A tracked file is added, and one that was there all the time is imported.
  repository.write({
    "src/added.ts": `${TRACKED}export const added = tracked("added", () => 1);\n`,
    "src/plain.ts": 'export * from "./added.js";\nexport * from "./other.js";\n',
  });
  repository.commit("Add and import");
  await becomes(() =>
    committed(repository, { ...model, added: "src/added.ts", Other: "src/other.ts" }),
  );

  // A tracked file is removed.
  repository.write({ "src/plain.ts": "export {};\n" });
  repository.remove("src/added.ts");
  await becomes(() => committed(repository, model));

  // Another branch is checked out, where the same content has another commit.
  repository.git("checkout", "--quiet", "--force", "-b", "side", "HEAD~1");
  repository.commit("Touch", { "src/model.ts": `${MODEL}// edited on the side\n` });
  repository.commit("Touch again", { "src/model.ts": `${MODEL}// edited\n` });
  await becomes(() => committed(repository, model));
});

test("a context that watches follows files without code", async () => {
  const repository = project();
  repository.commit("Add parameters", { "params.yaml": "rate: 1\n" });
  const track = '{ hyperparameters: "params.yaml" }';
  startScript(
    repository.directory,
    `const context = await esbuild.context({ ${OPTIONS}, plugins: [inlineage({ track: ${track} })] });\nawait context.watch();\n`,
  );
  const becomes = (hyperparameters: string) =>
    vi.waitFor(
      async () =>
        expect(await printedVersions(repository.path("dist/main.js"))).toEqual({
          ...committed(repository, { Model: "src/model.ts" }),
          hyperparameters,
        }),
      { timeout: 60_000, interval: 100 },
    );
  await becomes(repository.lastCommit("params.yaml"));
  repository.write({ "params.yaml": "rate: 2\n" });
  await becomes(dirty(repository, "params.yaml"));
});

test("each rebuild has the versions of its own moment, its marks erased and its warnings shown", async () => {
  const repository = project();
  const { reported, printed } = await mustRun(
    repository.directory,
    `const context = await esbuild.context({ ${OPTIONS}, write: false, plugins: [inlineage()] });
const rebuild = async () => {
  const { outputFiles: [{ text }], warnings } = await context.rebuild();
  report([eval(text.match(/freeze\\((\\{[^]*?\\})/)[1].replace(/^/, "(") + ")"), /tracked/.test(text), warnings.length]);
};
await rebuild();
await rebuild();
writeFileSync("src/plain.ts", ${JSON.stringify(`${TRACKED}@tracked export class Plain {}\n`)});
await rebuild();
rmSync("src/model.ts");
writeFileSync("src/main.ts", readFileSync("src/main.ts", "utf8").replace('import "./model.js";', ""));
await rebuild();
await context.dispose();
`,
  );
  const model = committed(repository, { Model: "src/model.ts" });
  const plain = { Plain: dirty(repository, "src/plain.ts") };
  expect(reported).toEqual([
    [model, false, 0],
    [model, false, 0],
    [{ ...model, ...plain }, false, 1],
    [plain, false, 0],
  ]);
  expect(printed).toMatch(/built a second time.*src\/plain\.ts/);
});

test("a rebuild forgets a mark that came and went, beside one that follows imports", async () => {
  const repository = project();
  const followed = `${TRACKED}export const model = tracked({ name: "model", scope: "closure" }, () => 1);\n`;
  repository.commit("Follow imports", { "src/model.ts": followed });
  const { reported } = await mustRun(
    repository.directory,
    `const context = await esbuild.context({ ${OPTIONS}, write: false, plugins: [inlineage()] });
const plain = readFileSync("src/plain.ts", "utf8");
const rebuild = async () => {
  const { outputFiles: [{ text }] } = await context.rebuild();
  report(Object.keys(eval(text.match(/freeze\\((\\{[^]*?\\})/)[1].replace(/^/, "(") + ")")));
};
await rebuild();
writeFileSync("src/plain.ts", ${JSON.stringify(`${TRACKED}@tracked export class Plain {}\n`)});
await rebuild();
writeFileSync("src/plain.ts", plain);
await rebuild();
await context.dispose();
`,
  );
  expect(reported).toEqual([["model"], ["Plain", "model"], ["model"]]);
});

test("what esbuild serves has the versions, of files reached late as well", async () => {
  const repository = repositoryOf({
    "src/main.ts": `${PRINTS_VERSIONS}import "./deep.js";\n`,
    "src/deep.ts": 'import "slow";\n',
    "src/model.ts": MODEL,
    "src/other.ts": `${TRACKED}@tracked export class Other {}\n`,
  });
  const { reported } = await mustRun(
    repository.directory,
    `const slow = {
  name: "slow",
  setup(build) {
    build.onResolve({ filter: /^slow$/ }, async () => {
      await new Promise((done) => setTimeout(done, 1000));
      return { path: resolve("src/model.ts") };
    });
  },
};
const context = await esbuild.context({ ${OPTIONS}, plugins: [slow, inlineage()] });
const { port } = await context.serve({ host: "127.0.0.1", servedir: "dist" });
const response = await fetch(\`http://127.0.0.1:\${port}/main.js\`);
report(await response.text());
await context.dispose();
`,
  );
  const [served] = reported;
  expect(served).toContain(`Model": "${repository.lastCommit("src/model.ts")}"`);
  expect(served).not.toMatch(/Other|tracked/);
});

test("a build that failed is right again once it is repaired", async () => {
  const repository = project();
  const { reported, printed } = await mustRun(
    repository.directory,
    `const context = await esbuild.context({ ${OPTIONS}, logLevel: "warning", plugins: [inlineage()] });
for (const [file, text] of [
  ["src/plain.ts", "export class {"],
  ["src/plain.ts", "export {};"],
  ["src/model.ts", ${JSON.stringify(`${TRACKED}export default tracked(() => 1);\n`)}],
  ["src/model.ts", ${JSON.stringify(MODEL)}],
]) {
  writeFileSync(file, text);
  report(await context.rebuild().then(() => "built", ({ errors }) => errors.map(({ text }) => text)));
}
await context.dispose();
`,
  );
  expect(reported).toEqual([
    [expect.stringContaining("Expected")],
    "built",
    [expect.stringContaining("name")],
    "built",
  ]);
  expect(printed).not.toMatch(/^\s+at /m);
  expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
    committed(repository, { Model: "src/model.ts" }),
  );
});
