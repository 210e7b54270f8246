import { expect, test } from "vitest";
import { ALL_FILES, buildExample, versionsBy } from "./support/example-build.js";
import { clone, example } from "./support/repositories.js";

const SHALLOW =
  "(known by content alone: this shallow clone has too little history; to fix it: run git fetch --unshallow --filter=blob:none, or give actions/checkout fetch-depth: 0)";

test("a clone of depth 1 proves nothing but what is committed on top of it", async () => {
  const shallow = clone(example(), "--depth=1");
  const content = (file: string) => `blob:${shallow.git("hash-object", file)}`;
  const build = { directory: shallow.directory, programs: ["git"] };
  expect(shallow.lastCommit("src/serving.js")).toBe(shallow.head());
  expect(await buildExample(build)).toEqual({
    versions: versionsBy(content),
    warnings: [`${ALL_FILES} ${SHALLOW}`],
  });

  const later = "src/serving.js";
  const commit = shallow.commit("Here", { [later]: `${shallow.read(later)}\n` });
  expect(await buildExample(build)).toEqual({
    versions: versionsBy((file) => (file === later ? commit : content(file))),
    warnings: [
      `no commit proven by git for src/lazy/explainer.js, src/model/multiplier.js, src/shaken.js ${SHALLOW}`,
    ],
  });
});

test.each([
  ["git", ["git"], 0],
  ["no git", [], 1],
])(
  "a clone without file contents, with %s, proves every commit and fetches nothing",
  async (_, programs, warnings) => {
    const repository = example();
    const old = "src/model/multiplier.js";
    repository.commit("Better", { [old]: `${repository.read(old)}// better\n` });
    repository.commit("Back", { [old]: repository.read(old).replace("// better\n", "") });
    const partial = clone(repository, "--filter=blob:none");
    // Nowhere to fetch from: in the root not even the origin's folder is there.
    partial.git("remote", "set-url", "origin", "file:///nowhere");
    const missing = partial.git("rev-list", "--objects", "--all", "--missing=print");
    expect(missing).toContain("\n?");
    const built = await buildExample({ directory: partial.directory, programs });
    expect(built.versions).toEqual(versionsBy((file) => repository.lastCommit(file)));
    expect(built.warnings).toHaveLength(warnings);
    expect(partial.git("rev-list", "--objects", "--all", "--missing=print")).toBe(missing);
  },
);
