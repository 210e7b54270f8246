import { rmSync, utimesSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { dirty, repositoryWith, stateOf } from "./file-states.fixture.js";

describe("line ends", () => {
  test("converted on checkout leave a file clean", async () => {
    const repository = repositoryWith({
      ".gitattributes": "*.ts text eol=crlf\n",
      "a.ts": "1\n2\n",
    });
    rmSync(repository.path("a.ts"));
    repository.git("checkout", "--", "a.ts");
    repository.git("update-index", "--assume-unchanged", "a.ts");
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
    repository.write("a.ts", "1\r\n3\r\n");
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test("converted by the user's own setting leave a file clean", async () => {
    const repository = repositoryWith({ "a.ts": "1\n2\n" });
    repository.git("config", "core.autocrlf", "true");
    repository.write("a.ts", "1\r\n2\r\n");
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
  });

  test("that a checkout makes of mixed ones are no edit, although git would store others", async () => {
    const repository = repositoryWith({ "a.ts": "1\r\n2\n" });
    repository.write(".git/info/attributes", "*.ts text eol=crlf\n");
    rmSync(repository.path("a.ts"));
    repository.git("checkout", "--", "a.ts");
    // Else git looks at the content of what was written in the second of its index.
    const later = new Date(Date.now() + 60_000);
    utimesSync(repository.path(".git/index"), later, later);
    expect(repository.git("status", "--porcelain")).toBe("");
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
  });

  test("committed before the attributes said otherwise are no edit", async () => {
    const repository = repositoryWith({ "a.ts": "1\r\n2\r\n" });
    repository.write(".gitattributes", "*.ts text\n");
    repository.git("update-index", "--assume-unchanged", "a.ts");
    expect(await stateOf(repository, "a.ts")).toEqual({ kind: "clean" });
  });
});
