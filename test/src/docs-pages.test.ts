import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { buildWith, outputFile } from "./support/build-with.js";
import { cleanEnvironment } from "./support/clean-environment.js";
import { GitRepository } from "./support/git-repository.js";
import { OUTPUT_FOLDER } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";
import { PROGRAM } from "./support/run-inlineage.js";
import { emptyFolder } from "./support/temporary-folder.js";

const DOCS = resolve(import.meta.dirname, "../../docs");

test("every command on the page about tracing a prediction back prints what the page shows", async () => {
  const file = join(DOCS, "tracing-a-prediction.md");
  const page = readFileSync(file, "utf8");
  const repository = new GitRepository("tracing");
  await makeHistory(repository, page);
  const shown: string[] = [];
  for (const part of page.split(/(?<=^```console\n)(.*?)(?=^```$)/ms)) {
    const [, command] = /^\$ (.*)\n/.exec(part) ?? [];
    shown.push(command === undefined ? part : await session(repository, command));
  }
  await expect(shown.join("")).toMatchFileSnapshot(file);
});

test("the pipeline on the page about language models prints what the page shows", async () => {
  const file = join(DOCS, "llm-pipelines.md");
  const page = readFileSync(file, "utf8");
  const repository = new GitRepository("pipeline");
  repository.commit("Begin", { ".gitignore": "dist\n*.json\nbuild.js\n", ...MODEL });
  for (const [name, text] of filesOn(page)) repository.commit(`Add ${name}`, { [name]: text });
  const build = await buildWith("esbuild", { directory: repository.directory });
  const { stdout } = await execa(
    process.execPath,
    [join(OUTPUT_FOLDER, outputFile(build, "main"))],
    {
      cwd: repository.directory,
    },
  );
  const printed = JSON.stringify(JSON.parse(placed(stdout, "2026-11-23T09:12:40.518Z")), null, 2);
  const shown = page.replace(/(?<=^```json\n).*?(?=^```$)/ms, () => `${printed}\n`);
  await expect(shown).toMatchFileSnapshot(file);
});

/** What the page leaves to the reader. */
const MODEL = {
  "src/model.js": `export const complete = async ({ model }) => ({
  model: \`\${model}-r2\`,
  text: "Order 7 was shipped and will arrive soon.",
});
`,
  "index/passages.txt": "Orders ship on Mondays.\n",
};

/** The history, the answers and the built files that the page tells of. */
async function makeHistory(repository: GitRepository, page: string): Promise<void> {
  repository.commit("Begin", { ".gitignore": "dist\n*.json*\nbuild.js\n" });
  const files = filesOn(page);
  const [features = "", model = "", main = ""] = files.values();
  for (const [file, text] of files) repository.commit(`Add ${file}`, { [file]: text });
  const monday = await answer(repository, "2026-11-23T09:12:40.518Z");
  repository.commit("Put features on lines of their own", {
    "src/features.js": features.replace(
      "[1 / (1 + months), tickets]",
      "[\n  1 / (1 + months),\n  tickets,\n]",
    ),
  });
  repository.commit("Don't let a score get extreme", {
    "src/churn-model.js": model.replace("Math.exp(-sum)", "Math.exp(-sum / 2)"),
    "src/main.js": main.replace("[-0.5, 0.5]", "[-0.5, 0.4]"),
  });
  const thursday = await answer(repository, "2026-11-26T15:30:07.204Z");
  nameBuiltFile(repository);
  const { versions } = JSON.parse(monday) as { versions: { aggregated_version: string } };
  const about = {
    aggregated_version: versions.aggregated_version,
    recorded_at: "2026-11-23T09:12:40.519Z",
  };
  repository.write({
    "monday.json": `${monday}\n`,
    "thursday.json": `${thursday}\n`,
    "versions.jsonl": `${JSON.stringify(versions)}\n`,
    "events.jsonl": `${["request-4710", "request-4711"].map((id) => JSON.stringify({ id, ...about })).join("\n")}\n`,
  });
}

async function answer(repository: GitRepository, timestamp: string): Promise<string> {
  const printed = await printedBy(await buildWith("esbuild", { directory: repository.directory }));
  return placed(printed, timestamp);
}

/** Every code block that begins with a comment naming its file. */
function filesOn(page: string): ReadonlyMap<string, string> {
  return new Map(
    [...page.matchAll(/```js\n\/\/ (\S+)\n(.*?)```/gs)].map(([, file = "", text = ""]) => [
      file,
      text,
    ]),
  );
}

/** An answer as if it had been given at that time, on the machine that pages tell of. */
function placed(answer: string, timestamp: string): string {
  return answer
    .replace(/("versioning_timestamp":)"[^"]*"/, `$1"${timestamp}"`)
    .replace(/("hostname":)"[^"]*"/, '$1"service-1"');
}

/** Gives the built file a name that doesn't change with the bundler. */
function nameBuiltFile(repository: GitRepository): void {
  const dist = repository.path(OUTPUT_FOLDER);
  const [file = ""] = readdirSync(dist);
  renameSync(join(dist, file), join(dist, "service.js"));
}

/** @returns the command as the page shows it, and what it prints */
async function session({ directory }: GitRepository, command: string): Promise<string> {
  const programs = emptyFolder("programs");
  const script = `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`;
  writeFileSync(join(programs, "inlineage"), script, { mode: 0o755 });
  const { all } = await execa("sh", ["-c", command], {
    cwd: directory,
    all: true,
    reject: false,
    extendEnv: false,
    env: cleanEnvironment({ PATH: `${programs}:${process.env.PATH}` }),
  });
  return `$ ${command}\n${all}\n`;
}
