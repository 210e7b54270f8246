import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { beforeAll, describe, expect, test } from "vitest";
import { buildWith } from "./support/build-with.js";
import { cleanEnvironment } from "./support/clean-environment.js";
import { commitExample, EXAMPLE_RESULT, expectedTable } from "./support/example-project.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS } from "./support/host-config.js";
import { PACKAGES, type PackageName, packPackages, type Tarball } from "./support/pack-packages.js";
import { printedBy } from "./support/run-built.js";
import { emptyFolder } from "./support/temporary-folder.js";

const TOP = resolve(import.meta.dirname, "../..");
const PROGRAMS = join(TOP, "node_modules/.bin");
/** What a package holds beside its code. */
const EXTRAS = { core: [], runtime: ["schemas"], unplugin: ["client.d.ts"] };
const BUNDLERS = [
  "vite",
  "rollup",
  "@rollup/plugin-node-resolve",
  "rolldown",
  "webpack",
  "webpack-cli",
  "@rspack/core",
  "@rspack/cli",
  "@rsbuild/core",
  "bun",
  "esbuild",
];

const consumer = emptyFolder("consumer");
let tarballs: Record<PackageName, Tarball>;

beforeAll(async () => {
  tarballs = await packPackages();
  writeFileSync(join(consumer, "package.json"), '{ "name": "consumer", "private": true }\n');
  await execa(
    "npm",
    [
      "install",
      "--prefer-offline",
      "--no-audit",
      "--no-fund",
      ...Object.values(tarballs).map(({ filename }) => filename),
      ...BUNDLERS.map((name) => `${name}@${installedVersion(name)}`),
    ],
    { cwd: consumer },
  );
});

describe.each(PACKAGES)("the tarball of packages/%s", (name) => {
  test("holds what a user needs and nothing else", () => {
    const { paths } = tarballs[name];
    const tops = paths.map((path) =>
      path
        .replace(/^dist\/.*\.(js|d\.ts)$/, "dist")
        .replace(/^schemas\/.*\.schema\.json$/, "schemas"),
    );
    expect([...new Set(tops)].sort()).toEqual(
      ["LICENSE", "README.md", ...EXTRAS[name], "dist", "package.json"].sort(),
    );
    expect(paths.filter((path) => /\.(test|fixture)\./.test(path))).toEqual([]);
  });

  test("has nothing publint would mention", async () => {
    const tarball = readFileSync(tarballs[name].filename);
    const { messages, pkg = {} } = await publint({
      pack: { tarball: toArrayBuffer(tarball) },
      strict: true,
    });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("resolves with its types everywhere ES modules can be imported", async () => {
    const { exitCode, all } = await execa(
      join(PROGRAMS, "attw"),
      ["--profile", "esm-only", "--no-color", tarballs[name].filename],
      { reject: false, all: true },
    );
    expect(exitCode, all).toBe(0);
  });
});

describe("installed from tarballs into an empty project", () => {
  const repository = new GitRepository("consumer", consumer);

  beforeAll(() => {
    repository.write({ ".gitignore": "node_modules\ndist\n" });
    commitExample(repository);
  });

  describe.each(HOSTS)("%s builds", (host) => {
    test.each(["esm", "cjs"] as const)("from an %s configuration", async (configFormat) => {
      const build = await buildWith(host, {
        directory: consumer,
        configFormat,
        nodeModules: join(consumer, "node_modules"),
      });
      expect(await printedBy(build)).toBe(`${expectedTable(repository)}\n${EXAMPLE_RESULT}`);
    });
  });

  test("the inlineage program writes a snapshot", async () => {
    const { stdout } = await execa(join(consumer, "node_modules/.bin/inlineage"), ["snapshot"], {
      cwd: consumer,
      extendEnv: false,
      env: cleanEnvironment(),
    });
    const file = join(consumer, "inlineage.snapshot.json");
    expect(stdout).toMatch(/^\d+ files proven, 0 unproven: /);
    expect(stdout.endsWith(`: ${file}`)).toBe(true);
    expect(readFileSync(file, "utf8")).toContain(repository.lastCommit("src/serving.js"));
  });

  test("the inlineage program writes a report, with the page's own script in it", async () => {
    repository.write({
      "events.jsonl": '{"id":"a","aggregated_version":"b","recorded_at":"2026-11-23T14:05:00Z"}\n',
    });
    const { stdout } = await execa(
      join(consumer, "node_modules/.bin/inlineage"),
      ["report", "events.jsonl"],
      { cwd: consumer, extendEnv: false, env: cleanEnvironment() },
    );
    const file = join(consumer, "inlineage-report.html");
    expect(stdout).toBe(`1 event, 1 aggregate, 0 changes: ${file}`);
    expect(readFileSync(file, "utf8")).toMatch(/<script>\S[\s\S]{10000,}<\/script>/);
  });

  test.each(["nodenext", "bundler"])("types check with %s resolution", async (moduleResolution) => {
    repository.write({
      "typed/main.ts": TYPED_SOURCE,
      "typed/tsconfig.json": JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          target: "es2022",
          module: moduleResolution === "bundler" ? "esnext" : moduleResolution,
          moduleResolution,
          types: ["unplugin-inlineage/client"],
        },
      }),
    });
    const { exitCode, all } = await execa(join(PROGRAMS, "tsc"), ["--project", "typed"], {
      cwd: consumer,
      reject: false,
      all: true,
      extendEnv: false,
      env: cleanEnvironment(),
    });
    expect({ exitCode, all }).toEqual({ exitCode: 0, all: "" });
  });
});

const TYPED_SOURCE = `import { tracked, VersionTracker } from "@inlineage/runtime";
import bun from "unplugin-inlineage/bun";
import esbuild from "unplugin-inlineage/esbuild";
import rolldown from "unplugin-inlineage/rolldown";
import rollup from "unplugin-inlineage/rollup";
import rsbuild from "unplugin-inlineage/rsbuild";
import rspack from "unplugin-inlineage/rspack";
import vite from "unplugin-inlineage/vite";
import webpack from "unplugin-inlineage/webpack";
import versions, { manifest } from "virtual:versions";

@tracked
export class Model {
  @tracked("Model.predict") predict(input: number): number {
    return input;
  }
}
export const serve = tracked("serve", async (input: number) => new Model().predict(input));
export const result: Promise<number> = serve(2);
export const version: string | undefined = versions["Model"];
export const commit: string | null | undefined = manifest["Model"]?.commit;
export const snapshot = new VersionTracker(versions).set("value", 5).snapshot();
export const plugins = [bun(), esbuild(), rolldown(), rollup({ strict: true }), rsbuild(), rspack(), vite(), webpack()];
// @ts-expect-error: not an option
rollup({ stirct: true });
`;

function installedVersion(name: string): string {
  const text = readFileSync(join(TOP, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function toArrayBuffer({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
