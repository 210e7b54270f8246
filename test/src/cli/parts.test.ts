import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { GitRepository } from "../support/git-repository.js";
import { inlineage } from "../support/run-inlineage.js";

const repository = new GitRepository("parts");
const TRACK = ["--track", "params=config/params.json", "--track", "prompts=prompts/**/*.md"];

/** As the plugin's option `track` has it: the last commit of the file, or of the glob's folder. */
function versions(): string {
  return JSON.stringify({
    params: repository.lastCommit("config/params.json"),
    prompts: repository.lastCommit("prompts"),
  });
}

beforeAll(() => {
  repository.commit("Begin", { ".gitignore": "dist\n*.then.json\n" });
  repository.commit("Configure", {
    "config/params.json": '{"rate":5}\n',
    "README.md": "Configured\n",
  });
  repository.commit("Ask", { "prompts/ask.md": "Ask kindly.\n", "README.md": "Asking\n" });
  repository.write({ "first.then.json": versions() });
  repository.commit("Format", { "config/params.json": '{ "rate": 5 }\n' });
  repository.commit("Read the manual", { "README.md": "Explained\n" });
  repository.commit("Say please", { "prompts/deep/say.md": "Say please.\n" });
  repository.write({
    "second.then.json": versions(),
    "dist/main.js": `var v=Object.freeze(${versions()},"inlineage");`,
  });
});

function run(...args: readonly string[]) {
  return inlineage(repository.directory, args);
}

test("scan knows them as a build does", async () => {
  const { stdout } = await run("scan", ...TRACK);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(versions()));
});

test("trace shows the files that are tracked without code", async () => {
  const { exitCode, stdout } = await run("trace", "first.then.json", ...TRACK);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^params .* Configure +config\/params\.json +changed since$/m);
  expect(stdout).toMatch(/^prompts .* Ask +prompts +unknown$/m);
});

test("diff lists what changed them, and knows what is only formatting", async () => {
  const { exitCode, stdout } = await run("diff", "first.then.json", "second.then.json", ...TRACK);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^params +formatting .* config\/params\.json$/m);
  expect(stdout).toMatch(/^prompts +changed .* prompts$/m);
  expect(stdout).toMatch(
    /prompts changed in [0-9a-f]{12} “Say please” by A Tester, and params changed in form only,/,
  );
});

test("verify confirms them where it is told of them, and only them", async () => {
  const { exitCode, stdout } = await run("verify", "dist", "--at", "HEAD", ...TRACK);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    /^params +[0-9a-f]{12} +the last commit of its file +config\/params\.json/m,
  );
  expect(stdout).toMatch(/^prompts +[0-9a-f]{12} +the last commit of its file +prompts /m);
  const untold = await run("verify", "dist");
  expect(untold.exitCode).toBe(1);
  expect(untold.stdout).toMatch(/^params .* no mark has this name there/m);
  const wrong = await run("verify", "dist", "--track", "params=README.md", ...TRACK.slice(2));
  expect(wrong.stdout).toMatch(/^params .* this commit did not change its file +README\.md/m);
  const misspelt = await run("verify", "dist", "--track", "params");
  expect(misspelt.exitCode).toBe(2);
  expect(misspelt.stderr).toContain('--track takes NAME=PATH, but got "params"');
});

test("a folder that is named by a link has its own versions, not the link's", async () => {
  symlinkSync("prompts", join(repository.directory, "asking"));
  const linked = [...TRACK.slice(0, 2), "--track", "prompts=asking"];
  const { stdout } = await run("scan", ...linked);
  expect(JSON.parse(stdout)).toEqual(JSON.parse(versions()));
  expect((await run("verify", "dist", ...linked)).exitCode).toBe(0);
});

test.each([
  ["params", `can't use the name "params" twice`],
  ["hostname", `can't use the name "hostname"`],
  ["npm:onnx", `can't use the name "npm:onnx"`],
])("--track %s=... is refused where that name is taken", async (name, problem) => {
  const { exitCode, stdout, stderr } = await run("scan", ...TRACK, "--track", `${name}=README.md`);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(problem);
});
