import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Files } from "../support/git-repository.js";
import { emptyFolder } from "../support/temporary-folder.js";
import {
  committed,
  mustRun,
  PRINTS_VERSIONS,
  printedVersions,
  repositoryOf,
  TRACKED,
} from "./esbuild-project.js";

const MODEL = `${TRACKED}@tracked export class Model {}\n`;
const OTHER = `${TRACKED}@tracked export class Other {}\n`;

const BUILD = `await esbuild.build({
  entryPoints: ["src/main.ts"], bundle: true, platform: "node", format: "esm", outdir: "dist", plugins: [inlineage()],
});
`;

async function versionsOf(files: Files, script = BUILD, output = "dist/main.js") {
  const repository = repositoryOf(files);
  const { printed } = await mustRun(repository.directory, script);
  const versions = await printedVersions(repository.path(output));
  return { repository, versions, printed };
}

describe("the versions of a build are those of exactly the files it reaches", () => {
  test("when it reaches every file that holds marks", async () => {
    const { repository, versions } = await versionsOf({
      "src/main.ts": `${PRINTS_VERSIONS}import "./model.js";\nawait import("./other.js");\n`,
      "src/model.ts": MODEL,
      "src/other.ts": OTHER,
    });
    expect(versions).toEqual(
      committed(repository, { Model: "src/model.ts", Other: "src/other.ts" }),
    );
  });

  test("when it reaches some of them, and drops one as unused", async () => {
    const { repository, versions } = await versionsOf({
      "src/main.ts": `${PRINTS_VERSIONS}import { unused } from "./model.js";\nexport const f = () => unused;\n`,
      "src/model.ts": `${TRACKED}export const unused = tracked("unused", () => 1);\n`,
      "src/other.ts": OTHER,
    });
    expect(versions).toEqual(committed(repository, { unused: "src/model.ts" }));
  });

  test("when some are in the directory that it writes to", async () => {
    const { repository, versions } = await versionsOf(
      {
        "src/main.ts": `${PRINTS_VERSIONS}import "./model.js";\nimport "../out/generated.js";\n`,
        "src/model.ts": MODEL,
        "out/generated.ts": `${TRACKED}@tracked export class Generated {}\n`,
        "out/other.ts": OTHER,
      },
      BUILD.replace('"dist"', '"out"'),
      "out/main.js",
    );
    const files = { Generated: "out/generated.ts", Model: "src/model.ts" };
    expect(versions).toEqual(committed(repository, files));
    expect(repository.read("out/main.js")).not.toContain("tracked");
  });

  test("when it reaches none of them, or there are none", async () => {
    const none = await versionsOf({ "src/main.ts": PRINTS_VERSIONS });
    const notReached = await versionsOf({ "src/main.ts": PRINTS_VERSIONS, "src/other.ts": OTHER });
    expect([none.versions, notReached.versions]).toEqual([{}, {}]);
  });

  test("when a file uses the runtime without any mark and is not reached", async () => {
    const { repository, versions } = await versionsOf({
      "src/main.ts": `${PRINTS_VERSIONS}import "./model.js";\n`,
      "src/model.ts": MODEL,
      "src/unmarked.ts":
        'import { VersionTracker } from "@inlineage/runtime";\nnew VersionTracker({});\n',
    });
    expect(versions).toEqual(committed(repository, { Model: "src/model.ts" }));
  });

  test("when an import is left out because its condition is a constant", async () => {
    const files = {
      "src/main.ts": `${PRINTS_VERSIONS}import "./optional.js";\n`,
      "src/optional.ts":
        'const debug = false;\nif (debug) require("./other.js");\nif (process.env.NODE_ENV === "test") require("./model.js");\n',
      "src/model.ts": MODEL,
      "src/other.ts": OTHER,
    };
    const plain = await versionsOf(files, BUILD.replace("esm", "cjs"));
    const minified = await versionsOf(
      files,
      BUILD.replace('"esm"', '"cjs", minify: true, define: { "process.env.NODE_ENV": \'"test"\' }'),
    );
    expect(plain.versions).toEqual(
      committed(plain.repository, { Model: "src/model.ts", Other: "src/other.ts" }),
    );
    expect(minified.versions).toEqual(committed(minified.repository, { Model: "src/model.ts" }));
  });

  test("when a package has a `module` and a `main` file and loses the first after it was loaded", async () => {
    const { repository, versions, printed } = await versionsOf(
      {
        "package.json": "{}",
        "src/main.js": `${PRINTS_VERSIONS}import "../dual";\nrequire("../dual");\n`,
        "dual/package.json": '{ "main": "./main.js", "module": "./module.js" }',
        "dual/main.js": "exports.main = 1;\n",
        "dual/module.js": 'export * from "../src/model.js";\n',
        "src/model.js": MODEL,
      },
      `await esbuild.build({ entryPoints: ["src/main.js"], bundle: true, format: "esm", outdir: "dist", plugins: [inlineage()] });`,
    );
    expect(repository.read("dist/main.js")).not.toContain("Model");
    expect(printed).toMatch(/built a second time.*src\/model\.js/);
    expect(versions).toEqual({});
  });

  test("when a file is imported as text only", async () => {
    const { versions } = await versionsOf({
      "src/main.ts": `${PRINTS_VERSIONS}import text from "./model.ts" with { type: "text" };\nexport { text };\n`,
      "src/model.ts": MODEL,
    });
    expect(versions).toEqual({});
  });

  test("when a file is imported with a query", async () => {
    const { repository, versions } = await versionsOf({
      "src/main.ts": `${PRINTS_VERSIONS}import "./model.ts?one";\nimport "./model.ts#two";\n`,
      "src/model.ts": MODEL,
      "src/other.ts": OTHER,
    });
    expect(versions).toEqual(committed(repository, { Model: "src/model.ts" }));
    expect(repository.read("dist/main.js")).not.toContain("tracked");
  });
});

describe("wherever the files are", () => {
  test("in a folder that a link in node_modules leads to, outside the repository", async () => {
    const outside = repositoryOf({
      "package.json": '{ "name": "outside", "type": "module", "exports": "./index.ts" }',
      "index.ts": `${TRACKED}import "./deep/other.js";\n@tracked export class Model {}\n`,
      "deep/other.ts": OTHER,
    });
    const repository = repositoryOf({
      ".gitignore": "dist\nnode_modules\n",
      "src/main.ts": `${PRINTS_VERSIONS}import { Model } from "outside";\nexport { Model };\n`,
    });
    mkdirSync(repository.path("node_modules"));
    symlinkSync(outside.directory, repository.path("node_modules/outside"), "junction");
    for (const options of ["", "preserveSymlinks: true, nodePaths: ['../node_modules'],"]) {
      await mustRun(repository.directory, BUILD.replace("bundle:", `${options} bundle:`));
      expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
        committed(outside, { Model: "index.ts", Other: "deep/other.ts" }),
      );
      expect(repository.read("dist/main.js")).not.toMatch(/tracked/);
    }
  });

  test("in another package of the workspace than the working directory", async () => {
    const repository = repositoryOf({
      ".gitignore": "dist\nnode_modules\n",
      "packages/app/src/main.ts": `${PRINTS_VERSIONS}import "@ours/library";\nimport "../../../shared/other.js";\n`,
      "packages/library/package.json": '{ "name": "@ours/library", "exports": "./model.ts" }',
      "packages/library/model.ts": MODEL,
      "shared/other.ts": OTHER,
    });
    mkdirSync(repository.path("packages/app/node_modules/@ours"), { recursive: true });
    symlinkSync(
      repository.path("packages/library"),
      repository.path("packages/app/node_modules/@ours/library"),
      "junction",
    );
    const app = repository.path("packages/app");
    for (const options of ["", "preserveSymlinks: true, nodePaths: ['../../../node_modules'],"]) {
      await mustRun(app, BUILD.replace("bundle:", `${options} bundle:`));
      expect(await printedVersions(join(app, "dist/main.js"))).toEqual(
        committed(repository, { Model: "packages/library/model.ts", Other: "shared/other.ts" }),
      );
      expect(repository.read("packages/app/dist/main.js")).not.toMatch(/tracked/);
    }
  });

  test("with the entry in another repository, and the working directory in neither", async () => {
    const repository = repositoryOf({
      "src/main.ts": `${PRINTS_VERSIONS}import "./model.js";\n`,
      "src/model.ts": MODEL,
      "src/other.ts": OTHER,
    });
    const elsewhere = emptyFolder("working-directory");
    await mustRun(
      repository.directory,
      BUILD.replace("bundle:", `absWorkingDir: ${JSON.stringify(elsewhere)}, bundle:`)
        .replace('"src/main.ts"', 'resolve("src/main.ts")')
        .replace('"dist"', 'resolve("dist")'),
    );
    expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
      committed(repository, { Model: "src/model.ts" }),
    );
  });

  test("in a repository whose folder is entered through a link, with the entry above it", async () => {
    const repository = repositoryOf({
      "src/main.ts": `${PRINTS_VERSIONS}import "../shared/model.js";\n`,
      "shared/model.ts": MODEL,
      "shared/other.ts": OTHER,
      "deep/er/package.json": "{}",
    });
    const link = join(emptyFolder("link"), "to-deeper");
    symlinkSync(repository.path("deep/er"), link, "junction");
    await mustRun(
      repository.directory,
      BUILD.replace('"src/main.ts"', 'resolve("src/main.ts")')
        .replace('"dist"', 'resolve("dist")')
        .replace("bundle:", `absWorkingDir: ${JSON.stringify(link)}, bundle:`),
    );
    expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
      committed(repository, { Model: "shared/model.ts" }),
    );
  });

  test("under names that mean something in a regular expression", async () => {
    const folder = "so (1) [é+$^.*]|{2} 😀";
    const repository = repositoryOf({
      [`${folder}/src/main.ts`]: `${PRINTS_VERSIONS}import "./mo-del+(x).js";\nimport "./日本.js";\n`,
      [`${folder}/src/mo-del+(x).ts`]: MODEL,
      [`${folder}/src/日本.ts`]: OTHER,
      "not-reached.ts": `${TRACKED}@tracked class NotReached {}\n`,
    });
    await mustRun(repository.path(folder), BUILD);
    expect(await printedVersions(repository.path(`${folder}/dist/main.js`))).toEqual(
      committed(repository, {
        Model: `${folder}/src/mo-del+(x).ts`,
        Other: `${folder}/src/日本.ts`,
      }),
    );
    expect(repository.read(`${folder}/dist/main.js`)).not.toMatch(/tracked/);
  });
});
