import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import {
  GitRepository,
  hideGit,
  stubEnvironment,
  temporaryFolder,
} from "./git-repository.fixture.js";
import { runGit, streamGit } from "./run-git.js";

describe("what a git process ends with", () => {
  test("its output, byte for byte", async () => {
    const repository = GitRepository.create();
    repository.commit({ "a.ts": "a\r\n\u00e9" });
    expect(await runGit(["cat-file", "blob", "HEAD:a.ts"], { cwd: repository.directory })).toEqual({
      kind: "ok",
      stdout: Buffer.from("a\r\n\u00e9"),
    });
  });

  test("no git program is told from no such directory", async () => {
    const cwd = temporaryFolder();
    hideGit();
    expect(await runGit(["version"], { cwd })).toEqual({ kind: "not-found" });
    expect(await runGit(["version"], { cwd: join(cwd, "gone") })).toMatchObject({ kind: "failed" });
  });

  test("macOS's placeholder for a git that was never installed is no git program", async () => {
    const cwd = temporaryFolder();
    fakeGit('echo "xcode-select: note: no developer tools were found" >&2; exit 1');
    expect(await runGit(["version"], { cwd })).toEqual({ kind: "not-found" });
  });

  test("a repository that somebody else owns is refused, and git's check is left as it is", async () => {
    const repository = GitRepository.create();
    stubEnvironment({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
    const result = await runGit(["rev-parse", "--git-dir"], { cwd: repository.directory });
    expect(result).toMatchObject({ kind: "refused" });
  });

  test("a safe.directory given through the environment still counts", async () => {
    const repository = GitRepository.create();
    stubEnvironment({
      GIT_TEST_ASSUME_DIFFERENT_OWNER: "1",
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "safe.directory",
      GIT_CONFIG_VALUE_0: repository.directory,
    });
    const result = await runGit(["rev-parse", "--git-dir"], { cwd: repository.directory });
    expect(result).toMatchObject({ kind: "ok" });
  });

  test("a place for refs given through the environment, which older versions know nothing of, doesn't", async () => {
    const { directory } = GitRepository.create();
    stubEnvironment({ GIT_REFERENCE_BACKEND: "files:///elsewhere" });
    const toldBack = ["-c", "alias.told=!printenv GIT_REFERENCE_BACKEND || echo nothing", "told"];
    const result = await runGit(toldBack, { cwd: directory });
    expect(result).toEqual({ kind: "ok", stdout: Buffer.from("nothing\n") });
  });

  test("a failure carries its exit code and a reason, git's words only as the cause", async () => {
    const cwd = temporaryFolder();
    const result = await runGit(["rev-parse", "HEAD"], { cwd });
    expect(result).toMatchObject({ kind: "failed", exitCode: 128, reason: "not-a-repository" });
    expect(result).toHaveProperty("cause.message", expect.stringContaining("fatal:"));
  });

  test("a missing object is named as the reason", async () => {
    const { directory: cwd } = GitRepository.create();
    const object = "0123456789012345678901234567890123456789";
    expect(await runGit(["log", object], { cwd })).toMatchObject({ reason: "missing-objects" });
    expect(await runGit(["cat-file", "-p", object], { cwd })).toMatchObject({ kind: "failed" });
  });

  test("a stuck git ends at the time limit", async () => {
    const cwd = temporaryFolder();
    fakeGit("exec /bin/sleep 600");
    expect(await runGit(["log"], { cwd, timeout: 200 })).toEqual({ kind: "timeout" });
    const stream = streamGit(["log"], { cwd, timeout: 200 });
    expect(await collect(stream.chunks)).toBe("");
    expect(await stream.result).toEqual({ kind: "timeout" });
  });

  test("a build that is called off takes its git processes along", async () => {
    const cwd = temporaryFolder();
    fakeGit("exec /bin/sleep 600");
    const controller = new AbortController();
    const running = runGit(["log"], { cwd, signal: controller.signal });
    const stream = streamGit(["log"], { cwd, signal: controller.signal });
    controller.abort();
    expect(await running).toEqual({ kind: "aborted" });
    expect(await stream.result).toEqual({ kind: "aborted" });
    expect(await runGit(["log"], { cwd, signal: controller.signal })).toEqual({ kind: "aborted" });
  });

  test("a git that is killed from outside is a failure, not a hang", async () => {
    const cwd = temporaryFolder();
    fakeGit("kill -9 $$");
    expect(await runGit(["log"], { cwd })).toMatchObject({ kind: "failed", reason: "killed" });
  });
});

describe("standard input", () => {
  test("takes text, bytes and a stream", async () => {
    const { directory: cwd } = GitRepository.create();
    async function* lines() {
      yield "he";
      yield Buffer.from("llo");
    }
    for (const stdin of ["hello", Buffer.from("hello"), lines()]) {
      const result = await runGit(["hash-object", "--stdin"], { cwd, stdin });
      expect(result).toMatchObject({ kind: "ok" });
      expect(result.kind === "ok" && result.stdout.toString().trim()).toBe(
        "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0",
      );
    }
  });

  test("left unread by git is no failure", async () => {
    const { directory: cwd } = GitRepository.create();
    const stdin = "x".repeat(4_000_000);
    expect(await runGit(["rev-parse", "--git-dir"], { cwd, stdin })).toMatchObject({ kind: "ok" });
  });
});

describe("output read as it arrives", () => {
  test("is complete", async () => {
    const repository = GitRepository.create();
    repository.commit({ "big.txt": "0123456789".repeat(100_000) });
    const stream = streamGit(["cat-file", "blob", "HEAD:big.txt"], { cwd: repository.directory });
    expect(await collect(stream.chunks)).toHaveLength(1_000_000);
    expect(await stream.result).toEqual({ kind: "ok" });
  });

  test("is complete although git had ended before anybody read it", async () => {
    const repository = GitRepository.create();
    repository.commit({ "small.txt": "0123456789" });
    const stream = streamGit(["cat-file", "blob", "HEAD:small.txt"], {
      cwd: repository.directory,
    });
    await setTimeout(500);
    expect(await collect(stream.chunks)).toBe("0123456789");
    expect(await stream.result).toEqual({ kind: "ok" });
  });

  test("stops the process when the reader leaves", async () => {
    const repository = GitRepository.create();
    repository.commit({ "big.txt": "0123456789".repeat(1_000_000) });
    const stream = streamGit(["cat-file", "blob", "HEAD:big.txt"], { cwd: repository.directory });
    for await (const chunk of stream.chunks) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(await stream.result).toEqual({ kind: "stopped" });
  });

  test("stops on request, even before it was read", async () => {
    const cwd = temporaryFolder();
    fakeGit("exec /bin/sleep 600");
    const stream = streamGit(["log"], { cwd });
    stream.stop();
    expect(await stream.result).toEqual({ kind: "stopped" });
    expect(await collect(stream.chunks)).toBe("");
  });

  test("ends where git fails, and the result says why", async () => {
    const stream = streamGit(["log"], { cwd: temporaryFolder() });
    expect(await collect(stream.chunks)).toBe("");
    expect(await stream.result).toMatchObject({ kind: "failed", reason: "not-a-repository" });
  });
});

async function collect(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString("latin1");
}

function fakeGit(script: string): void {
  const folder = temporaryFolder("fake-git");
  writeFileSync(join(folder, "git"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "git"), 0o755);
  stubEnvironment({ PATH: folder });
}
