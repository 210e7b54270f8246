import { beforeAll, expect, test } from "vitest";
import { buildWith } from "../support/build-with.js";
import { GitRepository } from "../support/git-repository.js";
import { OUTPUT_FOLDER } from "../support/host-config.js";
import { printedBy } from "../support/run-built.js";
import { inlineage, inlineageJson } from "../support/run-inlineage.js";

const repository = new GitRepository("cli-closures");

beforeAll(async () => {
  repository.commit("Begin", { ".gitignore": "dist\n*.json\nbuild.js\n" });
  repository.commit("Predict", {
    "src/main.js": `import { manifest } from "virtual:versions";
import { predict } from "./predict.js";
console.log(JSON.stringify(manifest));
predict(1);
`,
    "src/predict.js": `import { tracked } from "@inlineage/runtime";
import { scaled } from "./scaled.js";
export const predict = tracked({ scope: "closure" }, (number) => scaled(number));
`,
    "src/scaled.js": "export const scaled = (number) => 2 * number;\n",
  });
  await build("before.json");
  repository.commit("Format", {
    "src/scaled.js": "export const scaled = (number) => (2 * number);\n",
  });
  await build("formatted.json");
  repository.commit("Aside", { "README.md": "Aside\n" });
  repository.commit("Scale by three", {
    "src/scaled.js": "export const scaled = (number) => 3 * number;\n",
  });
  await build("after.json");
});

async function build(file: string): Promise<void> {
  const built = await buildWith("esbuild", { directory: repository.directory, minify: true });
  repository.write({ [file]: await printedBy(built) });
}

test("verify confirms a closure by the last commit of all its files, where the manifest is in the bundle", async () => {
  const args = ["verify", OUTPUT_FOLDER, "--at", "HEAD"];
  const { exitCode, stdout } = await inlineage(repository.directory, args);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^predict +[0-9a-f]{12} +the last commit of its file +src\/predict\.js/m);
  const before = ["verify", OUTPUT_FOLDER, "--at", "HEAD~1"];
  expect((await inlineage(repository.directory, before)).exitCode).toBe(1);
});

test("trace tells which file moved a closure", async () => {
  const { exitCode, stdout } = await inlineage(repository.directory, ["trace", "after.json"]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    "predict: its commit changed src/scaled.js, which src/predict.js depends on",
  );
});

test("diff lists every commit that changed a file of the closure, and knows which only changed its form", async () => {
  const found = async (from: string, to: string) => {
    const diff = await inlineageJson(repository.directory, ["diff", from, to]);
    const { entries } = diff as {
      entries: { change: string; complete: boolean; commits: { subject: string }[] }[];
    };
    return entries.map(({ change, complete, commits }) => ({
      ...{ change, complete },
      commits: commits.map(({ subject }) => subject),
    }));
  };
  expect(await found("before.json", "formatted.json")).toEqual([
    { change: "formatting", complete: true, commits: ["Format"] },
  ]);
  expect(await found("before.json", "after.json")).toEqual([
    { change: "changed", complete: true, commits: ["Scale by three", "Format"] },
  ]);
});

test("scan says that it can't follow a closure", async () => {
  const { stdout, stderr } = await inlineage(repository.directory, ["scan", "--manifest"]);
  expect(JSON.parse(stdout)).toMatchObject({
    predict: { version: repository.lastCommit("src/predict.js"), scope: "file" },
  });
  expect(stderr).toContain('the version of "predict" is here that of its file alone');
});
