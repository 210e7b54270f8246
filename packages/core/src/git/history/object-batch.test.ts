import { expect, test } from "vitest";
import { GitRepository, hideGit, temporaryFolder } from "../git-repository.fixture.js";
import { ObjectBatch } from "./object-batch.js";

const MISSING = "0123456789012345678901234567890123456789";

test("objects asked for at once all come, large ones and empty ones", async () => {
  const repository = GitRepository.create();
  const large = "0123456789abcdef".repeat(40_000);
  repository.commit({ large, empty: "", small: "small\n" });
  const batch = new ObjectBatch({ cwd: repository.directory, timeout: 60_000 });
  const names = ["HEAD:large", "HEAD:empty", "HEAD:small", "HEAD:large", "HEAD^{tree}"];
  const objects = await Promise.all(names.map((name) => batch.read(name)));
  expect(objects.map(({ content }) => content.length)).toEqual([
    large.length,
    0,
    6,
    large.length,
    99,
  ]);
  expect(objects[0]?.content.toString()).toBe(large);
  expect(objects[2]).toMatchObject({ type: "blob", id: repository.git("rev-parse", "HEAD:small") });
  batch.close();
});

test("a missing object fails alone, and the next one is read", async () => {
  const repository = GitRepository.create();
  repository.commit({ "a.ts": "a" });
  const batch = new ObjectBatch({ cwd: repository.directory, timeout: 60_000 });
  const [missing, found] = await Promise.allSettled([batch.read(MISSING), batch.read("HEAD:a.ts")]);
  expect(missing).toMatchObject({ reason: { problem: { reason: "missing-objects" } } });
  expect(found).toMatchObject({ value: { content: Buffer.from("a") } });
  batch.close();
});

test("without git, outside a repository and after the end every object fails with the reason", async () => {
  const cwd = temporaryFolder();
  const outside = new ObjectBatch({ cwd, timeout: 60_000 });
  await expect(outside.read("HEAD")).rejects.toMatchObject({
    problem: { kind: "failed", reason: "not-a-repository" },
  });
  await expect(outside.read("HEAD")).rejects.toMatchObject({ problem: { kind: "failed" } });
  outside.close();

  hideGit();
  const without = new ObjectBatch({ cwd, timeout: 60_000 });
  await expect(without.read("HEAD")).rejects.toMatchObject({ problem: { kind: "not-found" } });
});
