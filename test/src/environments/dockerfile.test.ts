import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { GitRepository } from "../support/git-repository.js";
import { startService } from "../support/http-service.js";
import { emptyFolder, projectFolder } from "../support/temporary-folder.js";
import { dockerBuild } from "./support/docker-build.js";
import { readDockerfile, readDockerignore } from "./support/dockerfile.js";
import { linkPackages, minimalRoot, TOP } from "./support/minimal-root.js";

const WORKSPACES = ["packages/core", "packages/runtime", "packages/unplugin", "playground", "test"];
const SOURCES = [
  ["package.json", "package-lock.json", "tsconfig.base.json", "tsconfig.json", ".dockerignore"],
  ["packages", "test/package.json"],
  ["playground/src/multiplier.ts"],
  ["playground/src/serving.ts"],
  ["playground"],
] as const;

const stages = readDockerfile(readFileSync(join(TOP, "playground/Dockerfile"), "utf8"));
const isIgnored = readDockerignore(readFileSync(join(TOP, ".dockerignore"), "utf8"));

test("the history goes along into the image that builds, and what is installed or built does not", () => {
  expect([".git", ".git/HEAD", "playground/src/server.ts"].filter(isIgnored)).toEqual([]);
  const left = [
    "node_modules/a",
    "packages/core/node_modules/b",
    "playground/dist/c",
    "d.tsbuildinfo",
  ];
  expect(left.filter(isIgnored)).toEqual(left);
});

test("no step needs an argument or installs git, and the last image has neither history nor sources", () => {
  const steps = stages.flatMap(({ instructions }) => instructions);
  expect(steps.filter(({ name }) => name === "ARG")).toEqual([]);
  expect(steps.filter(({ name, rest }) => name === "RUN" && /\bgit\b|\bapt\b/.test(rest))).toEqual(
    [],
  );
  const last = stages.at(-1)?.instructions ?? [];
  const copied = last.filter(({ name }) => name === "COPY").map(({ rest }) => rest);
  expect(copied).toEqual(["--from=packages /app /app", "--from=build /app/playground/dist/vite ."]);
  const packages = stages.find(({ name }) => name === "packages")?.instructions ?? [];
  expect(packages.some(({ name, rest }) => name === "COPY" && rest.startsWith(". "))).toBe(false);
});

test("the playground's Dockerfile builds where there is no git, and the service answers with git's commits", async () => {
  const repository = repositoryOfThePlayground();
  const stage = stages.find(({ name }) => name === "build");
  if (!stage) throw new Error("the Dockerfile has no stage named build");
  const npm = dirname(dirname(execFileSync("realpath", [npmProgram()], { encoding: "utf8" })));
  const root = minimalRoot();
  symlinkSync(join(npm, "bin/npm-cli.js"), join(root, "bin/npm"));
  const printed = await dockerBuild(stage, {
    root,
    context: repository.directory,
    mounts: [
      { from: npm, readOnly: true },
      { from: join(TOP, "playground"), readOnly: true },
    ],
    // It needs a registry. What it installs is what is installed here.
    instead: new Map([["npm ci", installPackages]]),
  });
  const warnings = printed.split("\n").filter((line) => line.includes("no commit proven"));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(
    /no commit proven by git for playground\/[^()]* \(read from the repository's own files: no git program here; to fix it: install git where the build runs\)$/,
  );

  // The last stage: nothing but what is built, and packages.
  const image = projectFolder("image");
  cpSync(join(root, "app/playground/dist/vite"), image, { recursive: true });
  cpSync(join(root, "app/playground/package.json"), join(image, "package.json"));
  symlinkSync(join(TOP, "playground/node_modules"), join(image, "node_modules"));
  const { url } = await startService(["node", "--enable-source-maps", "server.js"], image);
  const response = await fetch(`${url}/multiplier_endpoint`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ number: 2 }),
  });
  expect(await response.json()).toMatchObject({
    multiplied_result: 10,
    versions: {
      Multiplier: repository.lastCommit("playground/src/multiplier.ts"),
      multiplier_endpoint: repository.lastCommit("playground/src/serving.ts"),
    },
  });
});

/** What a clone of this repository has, in a few commits of its own. */
function repositoryOfThePlayground(): GitRepository {
  const repository = new GitRepository("context", emptyFolder("context"));
  for (const paths of SOURCES) {
    for (const path of paths) {
      cpSync(join(TOP, path), repository.path(path), {
        recursive: true,
        filter: (source) => !isIgnored(source.slice(TOP.length + 1)),
      });
    }
    repository.commit(`Add ${paths.join(", ")}`);
  }
  return repository;
}

function npmProgram(): string {
  return execFileSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).trim();
}

function installPackages(workingFolder: string): void {
  for (const folder of ["", ...WORKSPACES]) {
    mkdirSync(join(workingFolder, folder), { recursive: true });
    linkPackages(join(workingFolder, folder, "node_modules"), join(TOP, folder, "node_modules"));
  }
}
