import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GitRepository } from "../git/git-repository.fixture.js";
import { createEarlyLookups } from "./early-lookups.js";
import { resolveFileVersions } from "./file-versions.js";
import { formatVersion } from "./version.js";

const FILES = ["src/a.ts", "src/b.ts", "src/deep/c.ts", "src/deep/d.ts", "lib/e.ts"];
const CONFLICT = "<<<<<<<";
const HISTORIES = 12;
/** Long enough for early lookups to begin. Milliseconds. */
const BUNDLING = 130;

/** What somebody does between two builds; what git refuses changes nothing. */
const ACTIONS = {
  edit: (repository: GitRepository, { file, content }: Step) => repository.write(file, content),
  commit: (repository: GitRepository, { file, content }: Step) =>
    repository.commit({ [file]: content }),
  amend: (repository: GitRepository, { file, content }: Step) => {
    repository.write(file, content);
    repository.git("commit", "--quiet", "--all", "--amend", "--message", content);
  },
  branch: (repository: GitRepository, { content }: Step) =>
    repository.git("checkout", "--quiet", "-B", `branch-${content}`),
  checkout: (repository: GitRepository, step: Step) =>
    repository.git("checkout", "--quiet", branchOf(repository, step)),
  merge: (repository: GitRepository, step: Step) => {
    const other = branchOf(repository, step);
    try {
      repository.git("merge", "--quiet", "--no-edit", other);
    } catch {
      repository.git("merge", "--quiet", "--abort");
    }
  },
  "merge nothing of": (repository: GitRepository, step: Step) =>
    repository.git("merge", "--quiet", "--no-edit", "-s", "ours", branchOf(repository, step)),
  reset: (repository: GitRepository) => repository.git("reset", "--quiet", "--hard", "HEAD~1"),
  restore: (repository: GitRepository, { file }: Step) =>
    repository.git("checkout", "--quiet", "HEAD", "--", file),
  "make executable": (repository: GitRepository, { file }: Step) =>
    chmodSync(repository.path(file), 0o755),
  stash: (repository: GitRepository) => repository.git("stash", "--quiet"),
  unstash: (repository: GitRepository) => repository.git("stash", "pop", "--quiet"),
  pack: (repository: GitRepository) => repository.git("gc", "--quiet", "--prune=now"),
};

interface Step {
  action: keyof typeof ACTIONS;
  file: string;
  content: string;
  /** Whether the build that follows looks commits up while the bundler works. */
  looksUpEarly: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[])),
  file: fc.constantFrom(...FILES),
  content: fc.constantFrom("1", "2", "3"),
  looksUpEarly: fc.boolean(),
});

function branchOf(repository: GitRepository, { content }: Step): string {
  const names = repository.git("branch", "--format=%(refname:short)").split("\n");
  const branches = names.filter((name) => !name.startsWith("("));
  return branches[Number(content) % branches.length] as string;
}

/** What has to be said of a file by what git says of it. */
function expectedOf(repository: GitRepository, file: string): unknown {
  const [mode, , blob] = repository.git("ls-tree", "HEAD", "--", file).split(/\s/);
  if (blob === undefined) return expect.not.stringMatching(/^[0-9a-f]{40}(?:-|$)/);
  const executable = (statSync(repository.path(file)).mode & 0o100) !== 0;
  const now = repository.hashObject(file);
  const isClean = blob === now && mode === (executable ? "100755" : "100644");
  const commit = repository.lastCommit(file);
  return isClean ? commit : `${commit}-dirty.${now.slice(0, 12)}`;
}

test("build after build, with what the ones before have kept, versions are git's", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const repository = GitRepository.create();
      mkdirSync(repository.path("node_modules"));
      repository.commit({
        ".gitignore": "node_modules\n",
        ...Object.fromEntries(FILES.map((file) => [file, "1"])),
      });
      for (const step of steps) {
        try {
          ACTIONS[step.action](repository, step);
        } catch {}
        const present = FILES.filter((file) => existsSync(repository.path(file)));
        const files = present.filter(
          (file) => !readFileSync(repository.path(file), "utf8").includes(CONFLICT),
        );
        const paths = files.map((file) => repository.path(file));
        const root = repository.directory;
        const early = createEarlyLookups(root);
        if (step.looksUpEarly) {
          early.add(paths);
          await pause(BUNDLING);
        }
        const repositories = await early.end();
        const resolved = await resolveFileVersions(paths, { root, repositories });
        const versions = paths.map((path) => {
          const entry = resolved.get(path);
          return entry && formatVersion(entry.version);
        });
        expect(versions).toEqual(files.map((file) => expectedOf(repository, file)));
      }
    }),
    { numRuns: HISTORIES },
  );
});
