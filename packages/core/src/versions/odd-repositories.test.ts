import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  GitRepository,
  hideGit,
  plainGit,
  temporaryFolder,
} from "../git/git-repository.fixture.js";
import { repositoryWith } from "./file-versions.fixture.js";
import { resolveFileVersions } from "./file-versions.js";
import { formatVersion } from "./version.js";

/** A work tree and files in it that are as committed there. */
interface Oddity {
  repository: GitRepository;
  files: readonly string[];
}

/** Some files with a commit each, and one more commit that touched none of them. */
function commitEach(files: readonly string[], repository = GitRepository.create()): GitRepository {
  for (const file of files) repository.commit({ [file]: file });
  repository.commit();
  return repository;
}

const ODD_REPOSITORIES: Record<string, () => Oddity> = {
  "an index in two parts": () => {
    const repository = commitEach(["a.ts", "b.ts"]);
    repository.git("update-index", "--split-index");
    return { repository, files: ["a.ts", "b.ts"] };
  },
  "a sparse index, and a sparse checkout of one folder": () => {
    const repository = commitEach(["src/a.ts", "other/b.ts", "top.ts"]);
    repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "src");
    return { repository, files: ["src/a.ts", "top.ts"] };
  },
  "a bare repository with a linked work tree": () => {
    const bare = join(temporaryFolder("bare"), "bare.git");
    const origin = commitEach(["a.ts", "b.ts"]);
    origin.git("clone", "--quiet", "--bare", origin.directory, bare);
    const repository = new GitRepository(join(temporaryFolder("work-tree"), "tree"));
    new GitRepository(bare).git("worktree", "add", "--quiet", repository.directory);
    return { repository, files: ["a.ts", "b.ts"] };
  },
  "settings of its own for each work tree": () => {
    const repository = commitEach(["a.ts"]);
    repository.git("config", "extensions.worktreeConfig", "true");
    repository.git("config", "core.repositoryFormatVersion", "1");
    repository.git("config", "--worktree", "core.autocrlf", "input");
    return { repository, files: ["a.ts"] };
  },
  "its git directory elsewhere": () => {
    const elsewhere = join(temporaryFolder("git-directory"), "elsewhere");
    const repository = GitRepository.create(undefined, `--separate-git-dir=${elsewhere}`);
    return { repository: commitEach(["a.ts"], repository), files: ["a.ts"] };
  },
  "its git directory behind a symbolic link, with objects borrowed by a relative path": () => {
    const lender = commitEach(["a.ts", "b.ts"]);
    const repository = GitRepository.create();
    const place = temporaryFolder("git-directory");
    const real = join(place, "deep/down/git");
    mkdirSync(join(place, "deep/down"), { recursive: true });
    cpSync(lender.path(".git"), join(place, "lender"), { recursive: true });
    rmSync(lender.path(".git"), { recursive: true });
    renameSync(repository.path(".git"), real);
    symlinkSync(real, repository.path(".git"));
    writeFileSync(join(real, "objects/info/alternates"), "../../../../lender/objects\n");
    const head = new GitRepository(join(place, "lender")).git("rev-parse", "HEAD");
    repository.git("reset", "--quiet", "--hard", head);
    return { repository, files: ["a.ts", "b.ts"] };
  },
  "a HEAD that is a symbolic link, as old tools made it": () => {
    const repository = commitEach(["a.ts"]);
    rmSync(repository.path(".git/HEAD"));
    symlinkSync("refs/heads/main", repository.path(".git/HEAD"));
    return { repository, files: ["a.ts"] };
  },
  "an index over many packs": () => {
    const repository = GitRepository.create();
    for (const file of ["a.ts", "b.ts", "c.ts"]) {
      repository.commit({ [file]: file });
      repository.git("repack", "--quiet", "-d");
    }
    repository.git("multi-pack-index", "write");
    return { repository, files: ["a.ts", "b.ts", "c.ts"] };
  },
  "a submodule in a submodule, in a linked work tree": () => {
    const innermost = commitEach(["deep.ts"]);
    const inner = commitEach(["mid.ts"]);
    inner.git("submodule", "--quiet", "add", innermost.directory, "innermost");
    inner.commit();
    const outer = commitEach(["top.ts"]);
    outer.git("submodule", "--quiet", "add", inner.directory, "inner");
    outer.commit();
    const tree = new GitRepository(join(temporaryFolder("work-tree"), "tree"));
    outer.git("worktree", "add", "--quiet", tree.directory);
    tree.git("submodule", "--quiet", "update", "--init", "--recursive");
    return { repository: new GitRepository(tree.path("inner/innermost")), files: ["deep.ts"] };
  },
  "a branch named like a commit, and one named HEAD": () => {
    const repository = commitEach(["a.ts", "b.ts"]);
    repository.git("update-ref", `refs/heads/${repository.head()}`, "HEAD~2");
    repository.git("update-ref", "refs/heads/HEAD", "HEAD~2");
    return { repository, files: ["a.ts", "b.ts"] };
  },
  "names that differ by letter case, where git is told that case means nothing": () => {
    const repository = commitEach(["a.ts", "A.ts", "Src/a.ts", "src/a.ts"]);
    repository.git("config", "core.ignoreCase", "true");
    return { repository, files: ["a.ts", "A.ts", "Src/a.ts", "src/a.ts"] };
  },
  "a file renamed by letter case alone": () => {
    const repository = commitEach(["readme.ts", "b.ts"]);
    repository.git("mv", "readme.ts", "README.ts");
    repository.commit();
    return { repository, files: ["README.ts", "b.ts"] };
  },
  "names that Unicode has two spellings for": () => {
    const files = ["caf\u00e9.ts", "cafe\u0301.ts", "\u00e9/a.ts", "e\u0301/a.ts"];
    return { repository: commitEach(files), files };
  },
  "names that end with a line break": () => {
    const files = ["a.ts", "a.ts\n", "dir/b.ts\n", "dir\n/b.ts", "\n"];
    return { repository: commitEach(files), files };
  },
  "the history of an unrelated repository merged in": () => {
    const repository = commitEach(["a.ts"]);
    const other = commitEach(["b.ts"]);
    repository.git("fetch", "--quiet", other.directory, "main");
    const options = ["--quiet", "--no-edit", "--allow-unrelated-histories"];
    repository.git("merge", ...options, "FETCH_HEAD");
    return { repository, files: ["a.ts", "b.ts"] };
  },
};

test.each(Object.entries(ODD_REPOSITORIES))(
  "in a repository with %s every file has its last commit, with git and without",
  async (_, make) => {
    const { repository, files } = make();
    const expected = files.map((file) => repository.lastCommit(file));
    const paths = files.map((file) => repository.path(file));
    const versions = async () => {
      const resolved = await resolveFileVersions(paths, { root: repository.directory });
      return [...resolved.values()].map(({ version }) => formatVersion(version));
    };
    expect(await versions()).toEqual(expected);
    hideGit();
    expect(await versions()).toEqual(expected);
  },
);

test("on a new branch without commits no file has a commit, with git and without", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  repository.git("checkout", "--quiet", "--orphan", "fresh");
  await expectContent(repository, ["no-commits", "no-commits"]);
});

test("a repository that keeps its refs in tables is left to a git that can read them", async () => {
  const repository = repositoryWith({ "a.ts": "1" });
  // What git 2.45 writes with --ref-format=reftable, but for the tables.
  repository.git("config", "core.repositoryFormatVersion", "1");
  repository.git("config", "extensions.refStorage", "reftable");
  writeFileSync(repository.path(".git/HEAD"), "ref: refs/heads/.invalid\n");
  mkdirSync(repository.path(".git/reftable"));
  await expectContent(repository, [
    expect.stringMatching(/git-failed|no-commits/),
    "git-not-found",
  ]);
});

/** @param reasons with git and without */
async function expectContent(repository: GitRepository, reasons: readonly string[]): Promise<void> {
  const file = repository.path("a.ts");
  const blob = plainGit(temporaryFolder(), ["hash-object", file]);
  const answer = async () =>
    (await resolveFileVersions([file], { root: repository.directory })).get(file);
  const withGit = await answer();
  hideGit();
  for (const [index, resolved] of [withGit, await answer()].entries()) {
    expect(resolved).toMatchObject({ version: { form: "blob", blob }, reason: reasons[index] });
  }
}
