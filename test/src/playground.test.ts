import { cpSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { cleanEnvironment } from "./support/clean-environment.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS, type Host } from "./support/host-config.js";
import { type HttpService, startService } from "./support/http-service.js";
import { projectFolder } from "./support/temporary-folder.js";

const PLAYGROUND = resolve(import.meta.dirname, "../../playground");

const CONFIGURATIONS = HOSTS.map((host) => `${host}.config.${host === "vite" ? "ts" : "js"}`);

const HISTORY: readonly (readonly [message: string, files: readonly string[]])[] = [
  ["Add the service", ["src/server.ts", "src/service.ts", "package.json"]],
  ["Add the model", ["src/multiplier.ts"]],
  ["Serve the model", ["src/serving.ts"]],
  ["Build it", CONFIGURATIONS],
];

const repository = new GitRepository("playground");

beforeAll(() => {
  for (const [message, files] of HISTORY) {
    for (const file of files) cpSync(join(PLAYGROUND, file), repository.path(file));
    repository.commit(message, { ".gitignore": "node_modules\ndist\n" });
  }
  linkPackages(repository.directory);
});

test("the playground's builds by every bundler answer over HTTP with the same real commits", async () => {
  const answers = new Map<string, unknown>();
  for (const host of HOSTS) {
    const service = await startService(["node", "server.js"], await deployed(host));
    const answer = await multiply(service, { number: 2 });
    expect(answer).toEqual({
      status: 200,
      body: {
        multiplied_result: 10,
        versions: {
          Multiplier: repository.lastCommit("src/multiplier.ts"),
          multiplier_endpoint: repository.lastCommit("src/serving.ts"),
          multiplier_value: 5,
          aggregated_version: expect.stringMatching(/^[0-9a-f]{64}$/),
          hostname: expect.any(String),
          versioning_timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        },
      },
    });
    const { versioning_timestamp: _, ...versions } = answer.body.versions;
    answers.set(host, versions);
  }
  expect(new Set([...answers.values()].map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test("npm start builds and serves it, describes the endpoint at /docs, and stops on SIGTERM", async () => {
  const service = await startService(["npm", "start"], repository.directory);
  const page = await fetch(`${service.url}/docs`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("swagger-ui");
  const description = (await (await fetch(`${service.url}/docs/json`)).json()) as {
    paths: Record<string, { post: { description: string } }>;
  };
  expect(description.paths["/multiplier_endpoint"]?.post.description).toContain("the commit");
  expect((await multiply(service, { number: "2" })).status).toBe(400);
  expect((await multiply(service, {})).status).toBe(400);
  await service.stop("SIGTERM");
  await expect(fetch(service.url)).rejects.toThrow("fetch failed");
});

test("a built service ends with exit code 0 on SIGINT, and says in one line that its port is taken", async () => {
  const directory = await deployed("esbuild");
  const service = await startService(["node", "server.js"], directory);
  const port = new URL(service.url).port;
  const second = await execa("node", ["server.js"], {
    cwd: directory,
    reject: false,
    extendEnv: false,
    env: cleanEnvironment({ PORT: port }),
  });
  expect(second.exitCode).toBe(1);
  expect(second.stderr).toMatch(
    /^port \d+ is already in use: choose another, for example PORT=\d+ npm start$/,
  );
  expect(await service.stop("SIGINT")).toEqual({ code: 0, signal: null });
});

/** Builds in a new process. @returns a folder with the built file and its packages, and nothing else */
async function deployed(host: Host): Promise<string> {
  await execa("npm", ["run", `build:${host}`], {
    cwd: repository.directory,
    extendEnv: false,
    env: cleanEnvironment(),
  });
  const directory = projectFolder(`deployed-${host}`);
  cpSync(repository.path(`dist/${host}/server.js`), join(directory, "server.js"));
  linkPackages(directory);
  return directory;
}

/** Whatever npm did not hoist lies beside the playground; the rest is found further up. */
function linkPackages(directory: string): void {
  symlinkSync(join(PLAYGROUND, "node_modules"), join(directory, "node_modules"), "junction");
}

interface Answer {
  multiplied_result: number;
  versions: Record<string, unknown>;
}

async function multiply({ url }: HttpService, body: unknown) {
  const response = await fetch(`${url}/multiplier_endpoint`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}
