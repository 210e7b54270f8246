import { execa } from "execa";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import { installFarm } from "../support/install-farm.js";
import { APPS } from "./apps.js";
import { MatrixRepository } from "./matrix-repository.js";

/** What installing Farm takes. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const repository = new MatrixRepository();

beforeAll(async () => {
  repository.write({ "package.json": '{ "private": true, "type": "module" }\n' });
  await installFarm(repository.directory);
  // npm takes away what it hasn't installed.
  repository.installRuntime();
  repository.commit("Install Farm");
  await repository.buildAll("farm");
});

describe("farm", () => {
  test.each(Object.entries(APPS))("gives %s the table that git gives", async (name, app) => {
    for (const [entry, printed] of Object.entries(app.prints)) {
      const expected = `${repository.table("farm", name, app)}\n${printed}`;
      expect(await repository.printed("farm", name, entry, app)).toBe(expected);
    }
  });

  test.each(Object.entries(APPS))(
    "gives the closures of %s the versions that git gives",
    async (name, app) => {
      const { read } = await repository.closures("farm", name, app);
      expect(read.versions).toEqual(repository.lastCommitsOf(read));
    },
  );

  test("follows a commit in a later process, in every file's name and for closures too", async () => {
    const build = async (plugin: string) => {
      repository.write({
        "lazy/build.mjs": `import { readdirSync } from "node:fs";
import { build } from "@farmfe/core";
import inlineage from "unplugin-inlineage/farm";
const output = { path: "dist/again", targetEnv: "node", format: "esm", filename: "[resourceName]-[hash].mjs", entryFilename: "[entryName]-[hash].mjs" };
await build({ root: process.cwd(), plugins: [inlineage(${plugin})], compilation: { input: { main: "./src/main.ts" }, output, progress: false } });
console.log(readdirSync("dist/again").find((name) => /^main-.*mjs$/.test(name)));
process.exit();
`,
      });
      const { stdout } = await execa(process.execPath, ["build.mjs"], {
        cwd: repository.path("lazy"),
        extendEnv: false,
        env: cleanEnvironment({ NODE_ENV: "production" }),
      });
      const name = stdout.split("\n").at(-1) as string;
      const run = await execa(process.execPath, [`dist/again/${name}`], {
        cwd: repository.path("lazy"),
      });
      return { name, versions: JSON.parse(run.stdout.split("\n")[0] as string) };
    };
    const first = await build("");
    const again = await build("");
    expect(again).toEqual(first);
    const third = repository.read("lazy/src/third.ts");
    const commit = repository.commit("Edit", { "lazy/src/third.ts": `${third}// edited\n` });
    const second = await build("");
    expect(second.versions).toEqual({ ...first.versions, third: commit });
    expect(second.name).not.toBe(first.name);
    const closures = await build('{ scope: "closure" }');
    expect(closures.versions).toMatchObject({ third: commit, second: commit });
    expect(closures.versions.first).toBe(
      repository.git("log", "-1", "--format=%H", "--", "lazy/src/first.ts", "lazy/src/shared.ts"),
    );
  });
});
