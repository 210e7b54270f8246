import { mkdirSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildWith, tryBuildWith } from "./support/build-with.js";
import { type Files, GitRepository } from "./support/git-repository.js";
import { HOSTS, type Host, tellsImports } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";

/** What `predict` reaches: by a static, a dynamic and a circular import, a re-export, a link and a package. */
const REACHED = [
  "packages/tools/src/index.js",
  "packages/tools/src/scale.js",
  "src/lazy.js",
  "src/predict.js",
  "src/steps/clean.js",
  "src/steps/index.js",
];

const SOURCES: Files = {
  "src/main.js": `import versions, { manifest } from "virtual:versions";
import { predict } from "./predict.js";
import { other } from "./other.js";

console.log(JSON.stringify({ versions, manifest, result: [await predict(2), other()] }));
`,
  "src/predict.js": `import { tracked } from "@inlineage/runtime";
import { clean } from "./steps/index.js";
import { scale } from "@work/tools";

export const predict = tracked({ name: "predict", scope: "closure" }, async (number) => {
  const { shift } = await import("./lazy.js");
  return shift(scale(clean(number)));
});
`,
  "src/steps/index.js": `export * from "./clean.js";\n`,
  "src/steps/clean.js": `import * as steps from "./index.js";
export const clean = (number) => (steps.clean === clean ? Number(number) : 0);
`,
  "src/lazy.js": "export const shift = (number) => number + 1;\n",
  "packages/tools/package.json": `{ "name": "@work/tools", "version": "1.0.0", "type": "module", "exports": "./src/index.js" }`,
  "packages/tools/src/index.js": `export { scale } from "./scale.js";\n`,
  "packages/tools/src/scale.js": `import { ten } from "outer";\nexport const scale = (number) => number * ten;\n`,
  "src/other.js": `import { tracked } from "@inlineage/runtime";
import "./beside.js";
export const other = tracked({ scope: "file" }, () => 1);
export const plain = tracked(() => 2);
`,
  "src/beside.js": "export const beside = 1;\n",
  ".gitignore": "dist\nnode_modules\n*.config.mjs\nbuild.mjs\n",
};

/** The same without what is marked as a closure. */
const NO_CLOSURE: Files = {
  ...SOURCES,
  "src/main.js": `import versions from "virtual:versions";
import { other } from "./other.js";
console.log(versions, other());
`,
};

const PACKAGES: Files = {
  "node_modules/outer/package.json": `{ "name": "outer", "version": "2.0.0", "type": "module", "main": "index.js" }`,
  "node_modules/outer/index.js": `import { five } from "inner";\nexport const ten = five * 2;\n`,
  "node_modules/outer/node_modules/inner/package.json": `{ "name": "inner", "version": "1.5.0", "type": "module", "main": "index.js" }`,
  "node_modules/outer/node_modules/inner/index.js": "export const five = 5;\n",
  "node_modules/inner/package.json": `{ "name": "inner", "version": "3.0.0", "type": "module", "main": "index.js" }`,
  "node_modules/inner/index.js": "export const five = 6;\n",
};

function project(host: Host, sources = SOURCES): GitRepository {
  const repository = new GitRepository(`closures-${host}`);
  repository.commitEach(sources);
  repository.write(PACKAGES);
  mkdirSync(repository.path("node_modules/@work"), { recursive: true });
  symlinkSync(repository.path("packages/tools"), repository.path("node_modules/@work/tools"));
  return repository;
}

async function built(host: Host, { directory }: GitRepository, plugin = "") {
  const printed = await printedBy(await buildWith(host, { directory, plugin }));
  return JSON.parse(printed) as {
    versions: Record<string, string>;
    manifest: Record<string, { fingerprint: string; files?: string[] }>;
    result: number[];
  };
}

const FOLLOWING = HOSTS.filter(tellsImports);

/** What git itself says of several files together. */
function lastCommitOf(repository: GitRepository, files: readonly string[]): string {
  return repository.git("log", "-1", "--format=%H", "--", ...files);
}

/** What each of them has found in the same repository. */
const tables = new Set<string>();

describe.each(FOLLOWING)("with %s", (host) => {
  test("a closure's version is what git says of all it reaches, and moves with nothing else", async () => {
    const repository = project(host);
    const first = await built(host, repository);
    expect(first.result).toEqual([21, 1]);
    expect(first.versions).toEqual({
      other: repository.lastCommit("src/other.js"),
      plain: repository.lastCommit("src/other.js"),
      predict: lastCommitOf(repository, REACHED),
    });
    expect(first.manifest.predict).toMatchObject({
      file: "src/predict.js",
      scope: "closure",
      files: REACHED,
      packages: [
        { name: "inner", version: "1.5.0" },
        { name: "outer", version: "2.0.0" },
      ],
    });
    expect(first.manifest.other).not.toHaveProperty("packages");

    tables.add(JSON.stringify(first));

    repository.commit("Edit what only other imports", { "src/beside.js": "export {};\n" });
    const helper = "packages/tools/src/scale.js";
    repository.write({ [helper]: `${repository.read(helper)}// why\n` });
    const edited = await built(host, repository);
    const before = lastCommitOf(repository, REACHED);
    expect(edited.versions.other).toBe(first.versions.other);
    expect(edited.versions.predict).toMatch(new RegExp(`^${before}-dirty\\.[0-9a-f]{12}$`));
    expect(edited.manifest.predict?.fingerprint).toBe(first.manifest.predict?.fingerprint);
    const commit = repository.commit("Say why");
    expect((await built(host, repository)).versions).toEqual({
      ...first.versions,
      predict: commit,
    });
  });
});

test("all of them have found the same", () => {
  expect(tables.size).toBe(1);
});

test("the option is for all marks that don't say", async () => {
  const { manifest } = await built("rolldown", project("rolldown"), '{ scope: "closure" }');
  expect(manifest).toMatchObject({ other: { scope: "file" }, plain: { scope: "closure" } });
});

test.each([
  ["a closure", SOURCES, ""],
  ["packages", NO_CLOSURE, "{ packages: true }"],
])("Bun refuses %s, and says what to do", async (_, sources, plugin) => {
  const { directory } = project("bun", sources);
  const { ok, printed } = await tryBuildWith("bun", { directory, plugin });
  expect(ok).toBe(false);
  expect(printed).toContain("too late for closures and packages");
  expect(printed).toContain('To fix it: leave the scope at "file" and "packages" out');
});
