import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { GitRepository, stubEnvironment, temporaryFolder } from "../git/git-repository.fixture.js";
import { openRepositoryByGit } from "../git/repository.js";
import { openPlainRepository } from "./plain-repository.js";

function twoCommits(...options: string[]): GitRepository {
  const repository = GitRepository.create(undefined, ...options);
  repository.commit({ "a.ts": "1" });
  repository.commit({ "a.ts": "2" });
  return repository;
}

/** The plain repository after something was done to it. */
function changed(change: (repository: GitRepository) => void): GitRepository {
  const repository = twoCommits();
  change(repository);
  return repository;
}

function config(text: string): GitRepository {
  return changed((repository) => appendFileSync(repository.path(".git/config"), text));
}

describe("a plain repository is opened as git opens it", () => {
  test.each<[string, () => GitRepository]>([
    ["with loose objects", () => twoCommits()],
    ["with ids of 64 digits", () => twoCommits("--object-format=sha256")],
    ["packed", () => changed((repository) => repository.git("gc", "--quiet"))],
    [
      "with a detached HEAD",
      () => changed((repository) => repository.git("checkout", "--quiet", "HEAD~1")),
    ],
    [
      "on another branch",
      () => changed((repository) => repository.git("checkout", "--quiet", "-b", "a/b")),
    ],
    ["on a branch whose name ends in white space of Unicode", onSpacedBranch],
    ["shallow", () => twoCommits().clone("--depth=1")],
    ["with borrowed objects", () => twoCommits().clone("--shared")],
    ["with settings of its user's", () => config("[core]\n\tautocrlf = true\n")],
    [
      "with linked work trees",
      () =>
        changed((repository) =>
          repository.git("worktree", "add", "--quiet", join(temporaryFolder(), "other")),
        ),
    ],
  ])("%s", async (_, create) => {
    const { directory } = create();
    const byGit = await openRepositoryByGit(directory);
    expect(byGit.kind).toBe("repository");
    expect({ kind: "repository", repository: openPlainRepository(directory) }).toEqual(byGit);
  });
});

describe("git is asked about a repository", () => {
  test.each<[string, () => GitRepository | string]>([
    ["that isn't there", () => temporaryFolder()],
    ["without a commit", () => GitRepository.create()],
    [
      "whose commit is gone",
      () => changed((repository) => rmSync(objectOf(repository, repository.head()))),
    ],
    [
      "whose HEAD is damaged",
      () => changed((repository) => appendFileSync(repository.path(".git/HEAD"), "x y")),
    ],
    ["that is a linked work tree", linkedWorkTree],
    ["whose .git is a link", () => changed(moveGitDirectory)],
    ["with a work tree elsewhere", () => config("[core]\n\tworktree = ../..\n")],
    ["that says it is bare", () => config("[core]\n\tbare = true\n")],
    ["whose settings include others", () => config("[include]\n\tpath = other\n")],
    ["whose settings may", () => config('[includeIf "gitdir:~/x"]\n\tpath = other\n')],
    ["whose settings are damaged", () => config("[core\n")],
    ["of an unknown version", () => config("[core]\n\trepositoryformatversion = 2\n")],
    ["with an extension", () => config("[extensions]\n\tworktreeConfig = true\n")],
    ["that is a partial clone", () => twoCommits().clone("--filter=blob:none")],
    [
      "with replacement refs",
      () => changed((repository) => repository.git("replace", "HEAD", "HEAD~1")),
    ],
    [
      "with refs in tables",
      () => changed((repository) => mkdirSync(repository.path(".git/reftable"))),
    ],
  ])("%s", (_, create) => {
    const created = create();
    const directory = typeof created === "string" ? created : created.directory;
    expect(openPlainRepository(directory)).toBeUndefined();
  });

  test("that git takes for another user's", () => {
    const { directory } = twoCommits();
    expect(openPlainRepository(directory)).toBeDefined();
    stubEnvironment({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
    expect(openPlainRepository(directory)).toBeUndefined();
  });
});

/** Beside it, there is a branch of the name without that. */
function onSpacedBranch(): GitRepository {
  const repository = twoCommits();
  repository.git("checkout", "--quiet", "-b", "main\u00a0\u3000");
  repository.commit({ "a.ts": "3" });
  return repository;
}

function objectOf(repository: GitRepository, id: string): string {
  const path = repository.path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`);
  expect(existsSync(path)).toBe(true);
  return path;
}

function linkedWorkTree(): string {
  const directory = join(temporaryFolder(), "linked");
  twoCommits().git("worktree", "add", "--quiet", directory);
  return directory;
}

function moveGitDirectory(repository: GitRepository): void {
  const elsewhere = join(temporaryFolder(), "moved");
  renameSync(repository.path(".git"), elsewhere);
  symlinkSync(elsewhere, repository.path(".git"));
}
