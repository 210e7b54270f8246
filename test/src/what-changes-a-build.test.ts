import { beforeAll, describe, expect, test } from "vitest";
import { type BuildOutcome, buildWith, outputFile } from "./support/build-with.js";
import { commitExample } from "./support/example-project.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";

const MULTIPLIER = "src/model/multiplier.js";

describe.each(HOSTS)("with %s", (host) => {
  const repository = new GitRepository(host);
  const minified = () => buildWith(host, { directory: repository.directory, minify: true });

  let before: BuildOutcome;
  beforeAll(async () => {
    commitExample(repository);
    before = await minified();
  });

  test("an edit of the README changes no byte, committed or not", async () => {
    repository.write({ "README.md": "An example, edited\n" });
    const edited = await minified();
    repository.commit("Edit the README");
    const committed = await minified();
    expect([...edited.files]).toEqual([...before.files]);
    expect([...committed.files]).toEqual([...before.files]);
  });

  test("an edit of a tracked file changes exactly its own entries, dirty until it is committed, and the names of the files", async () => {
    const table = await tableOf(before);
    const commit = repository.lastCommit(MULTIPLIER);
    repository.write({
      [MULTIPLIER]: repository.read(MULTIPLIER).replaceAll("#value", "#factor"),
    });
    const blob = repository.git("hash-object", MULTIPLIER).slice(0, 12);
    const dirty = await tableOf(await minified());
    const newCommit = repository.commit("Rename a field");
    const after = await tableOf(await minified());
    expect(dirty).toEqual({ ...table, ...multiplierEntries(`${commit}-dirty.${blob}`) });
    expect(after).toEqual({ ...table, ...multiplierEntries(newCommit) });

    // The same code as at first: the content hash in the file's name follows the versions all the same.
    repository.git("revert", "--no-edit", "HEAD");
    const reverted = await minified();
    expect(outputFile(reverted, "main")).not.toBe(outputFile(before, "main"));
    expect(reverted.files.size).toBe(before.files.size);
    expect((await tableOf(reverted)).Multiplier).toBe(repository.head());
  });
});

function multiplierEntries(version: string): Record<string, string> {
  return { Multiplier: version, "Multiplier.multiply": version };
}

async function tableOf(build: BuildOutcome): Promise<Record<string, string>> {
  const [table = ""] = (await printedBy(build)).split("\n");
  return JSON.parse(table) as Record<string, string>;
}
