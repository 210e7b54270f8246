import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GitRepository, temporaryFolder } from "../git-repository.fixture.js";
import { hasChangedPathFilters } from "./changed-path-filters.js";

function repositoryWithCommits(): GitRepository {
  const repository = GitRepository.create();
  repository.commit({ "a.ts": "1" });
  repository.commit({ "a.ts": "2" });
  return repository;
}

const hasFilters = (repository: GitRepository) => hasChangedPathFilters(repository.path(".git"));

test("a repository without a commit-graph has no filters", async () => {
  expect(await hasFilters(repositoryWithCommits())).toBe(false);
});

test("a commit-graph alone is not enough", async () => {
  const repository = repositoryWithCommits();
  repository.git("commit-graph", "write", "--reachable");
  expect(await hasFilters(repository)).toBe(false);
});

test("a commit-graph written with --changed-paths has them", async () => {
  const repository = repositoryWithCommits();
  repository.git("commit-graph", "write", "--reachable", "--changed-paths");
  expect(await hasFilters(repository)).toBe(true);
});

test("so has a chain of commit-graphs, as git maintenance writes it", async () => {
  const repository = repositoryWithCommits();
  repository.git("commit-graph", "write", "--reachable", "--changed-paths", "--split");
  expect(await hasFilters(repository)).toBe(true);
});

test("a clone that borrows its objects borrows the filters", async () => {
  const repository = repositoryWithCommits();
  repository.git("commit-graph", "write", "--reachable", "--changed-paths");
  const clone = temporaryFolder("clone");
  repository.git("clone", "--quiet", "--shared", repository.directory, clone);
  expect(await hasChangedPathFilters(join(clone, ".git"))).toBe(true);
});

test("a truncated or foreign file has none", async () => {
  const repository = repositoryWithCommits();
  for (const content of ["", "CGPH", "CGPH\x01\x01\x09", "something else entirely"]) {
    writeFileSync(join(repository.path(".git"), "objects", "info", "commit-graph"), content);
    expect(await hasFilters(repository)).toBe(false);
  }
});
