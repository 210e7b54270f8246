import { describe, expect, test } from "vitest";
import { type BuildOutcome, buildWith, outputFile } from "./support/build-with.js";
import { commitExample } from "./support/example-project.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS, type Host } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";

const MULTIPLIER = "src/model/multiplier.js";

describe.each(HOSTS)("with %s", (host) => {
  const minified = (repository: GitRepository) =>
    buildWith(host, { directory: repository.directory, minify: true });

  test("an edit of the README changes no byte, committed or not", async () => {
    const repository = exampleRepository(host);
    const before = await minified(repository);
    repository.write({ "README.md": "An example, edited\n" });
    const edited = await minified(repository);
    repository.commit("Edit the README");
    const committed = await minified(repository);
    expect([...edited.files]).toEqual([...before.files]);
    expect([...committed.files]).toEqual([...before.files]);
  });

  test("an edit of a tracked file changes exactly its own entries, dirty until it is committed", async () => {
    const repository = exampleRepository(host);
    const before = await tableOf(await minified(repository));
    const commit = repository.lastCommit(MULTIPLIER);
    repository.write({ [MULTIPLIER]: renamedField(repository) });
    const blob = repository.git("hash-object", MULTIPLIER).slice(0, 12);
    const dirty = await tableOf(await minified(repository));
    const newCommit = repository.commit("Rename a field");
    const after = await tableOf(await minified(repository));
    expect(dirty).toEqual({ ...before, ...multiplierEntries(`${commit}-dirty.${blob}`) });
    expect(after).toEqual({ ...before, ...multiplierEntries(newCommit) });
  });

  test("the content hash in the file name follows the versions, even when the code is the same", async () => {
    const repository = exampleRepository(host);
    const first = await minified(repository);
    repository.commit("Rename a field", { [MULTIPLIER]: renamedField(repository) });
    repository.git("revert", "--no-edit", "HEAD");
    const reverted = await minified(repository);
    expect(outputFile(reverted, "main")).not.toBe(outputFile(first, "main"));
    expect(reverted.files.size).toBe(first.files.size);
    expect((await tableOf(reverted)).Multiplier).toBe(repository.head());
  });
});

function exampleRepository(host: Host): GitRepository {
  const repository = new GitRepository(host);
  commitExample(repository);
  return repository;
}

function renamedField(repository: GitRepository): string {
  return repository.read(MULTIPLIER).replaceAll("#value", "#factor");
}

function multiplierEntries(version: string): Record<string, string> {
  return { Multiplier: version, "Multiplier.multiply": version };
}

async function tableOf(build: BuildOutcome): Promise<Record<string, string>> {
  const [table = ""] = (await printedBy(build)).split("\n");
  return JSON.parse(table) as Record<string, string>;
}
