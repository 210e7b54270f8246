import { cpSync, existsSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { cleanEnvironment } from "../../support/clean-environment.js";
import { GitRepository } from "../../support/git-repository.js";

const PLAYGROUND = resolve(import.meta.dirname, "../../../../playground");

const HISTORY: readonly (readonly [message: string, paths: readonly string[]])[] = [
  ["Add the service", ["package.json", "vite.kafka.config.ts", "kafka", "src/churn/server.ts"]],
  ["Add the models", ["models", "src/churn/churn-model.ts"]],
  ["Test them against each other", ["src/churn/arms.ts"]],
  ["Serve them", ["src/churn/serving.ts", "src/churn/service.ts"]],
];

const repository = new GitRepository("churn");

beforeAll(() => {
  for (const [message, paths] of HISTORY) {
    for (const path of paths) {
      cpSync(join(PLAYGROUND, path), repository.path(path), { recursive: true });
    }
    repository.commit(message, { ".gitignore": "node_modules\ndist\n" });
  }
  const own = join(PLAYGROUND, "node_modules");
  if (existsSync(own)) symlinkSync(own, repository.path("node_modules"), "junction");
});

test("npm run start:kafka shows, for each of a hundred answers, the commits and the model that made it", async () => {
  const { stdout } = await execa("npm", ["run", "start:kafka"], {
    cwd: repository.directory,
    extendEnv: false,
    env: cleanEnvironment(),
  });
  expect(stdout).toContain("recorded 100 inferences: 100 delivered, 0 dropped");
  expect(stdout).toContain("kcat reads 100 inferences of 2 aggregates");
  const snapshots = [...stdout.matchAll(/(\d+) inferences made by (\{\n[^}]*\n\})/g)];
  expect(snapshots.map(([, count]) => Number(count))).toEqual([50, 50]);
  for (const arm of ["A", "B"]) {
    const text = snapshots.find(([, , json]) => json?.includes(`"arm": "${arm}"`))?.[2] ?? "";
    const model = `models/churn-${arm.toLowerCase()}.onnx`;
    const sha256sum = await execa("sha256sum", [model], { cwd: repository.directory });
    expect(JSON.parse(text)).toMatchObject({
      ChurnModel: repository.lastCommit("src/churn/churn-model.ts"),
      choose_arm: repository.lastCommit("src/churn/arms.ts"),
      churn_endpoint: repository.lastCommit("src/churn/serving.ts"),
      threshold: 0.5,
      model: `sha256:${sha256sum.stdout.slice(0, 64)}`,
    });
  }
});
