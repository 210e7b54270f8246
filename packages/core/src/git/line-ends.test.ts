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

  test.each<[string, string, string]>([
    ["Windows ones", "1\r\n", "2\r\n"],
    ["mixed ones", "1\r\n1\n", "2\r\n2\n"],
    ["Unix ones", "1\n", "2\r\n"],
    ["Windows ones, and Unix ones now,", "1\r\n", "2\n"],
    ["no text", "\0\r\n", "2\r\n"],
  ])("committed as %s give an edit the id it will be committed under", async (_, before, after) => {
    for (const attributes of [
      "",
      "*.ts text=auto\n",
      "*.ts text\n",
      "*.ts text=auto ident diff=x\n",
    ]) {
      const repository = repositoryWith({ "a.ts": before, "b.ts": before });
      repository.write(".git/info/attributes", attributes);
      repository.git("config", "core.autocrlf", "true");
      repository.git("config", "diff.x.command", "false");
      repository.write("a.ts", after);
      const state = await stateOf(repository, "a.ts");
      repository.commit();
      const blob = repository.git("rev-parse", "HEAD:a.ts");
      expect(state).toEqual({ kind: "dirty", blob });
    }
  });

  test("give an edit of a file that the index lacks an id of its own", async () => {
    const repository = repositoryWith({ "a.ts": "1\n" });
    repository.git("config", "core.autocrlf", "true");
    repository.git("rm", "--quiet", "--cached", "a.ts");
    repository.write("a.ts", "2\r\n");
    expect(await stateOf(repository, "a.ts")).toEqual(dirty(repository));
  });

  test("leave a file clean whose filter is gone, or whose attributes are others now, as long as git has seen it", async () => {
    const repository = repositoryWith({ ".gitattributes": "a.ts filter=x\n" });
    repository.git("config", "filter.x.clean", "tr a-z A-Z");
    repository.git("config", "filter.x.smudge", "tr A-Z a-z");
    repository.git("config", "core.autocrlf", "true");
    repository.commit({ "a.ts": "text\n", "b.ts": "1\n" });
    for (const path of ["a.ts", "b.ts"]) {
      rmSync(repository.path(path));
      repository.git("checkout", "--quiet", path);
      // Git reads a file again that changed as its index was written.
      utimesSync(repository.path(path), 1e9, 1e9);
    }
    repository.git("update-index", "--refresh");
    expect(repository.git("show", "HEAD:a.ts")).toBe("TEXT");
    repository.git("config", "--remove-section", "filter.x");
    repository.git("config", "core.autocrlf", "false");
    expect(repository.git("status", "--porcelain")).toBe("");
    for (const path of ["a.ts", "b.ts"]) {
      expect(await stateOf(repository, path)).toEqual({ kind: "clean" });
    }
  });
});
