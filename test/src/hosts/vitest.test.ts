import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import { SmallProject } from "./small-project.js";

const VITEST = join(import.meta.dirname, "../../../node_modules/vitest/vitest.mjs");
const CONFIG = `import inlineage from "unplugin-inlineage/vite";
export default { plugins: [inlineage()] };
`;
/** As Vitest 5 has it without being asked. */
const CACHING_CONFIG = `import inlineage from "unplugin-inlineage/vite";
export default { plugins: [inlineage()], test: { experimental: { fsModuleCache: true } } };
`;
const MODEL_TEST = `import { expect, test } from "vitest";
import versions, { manifest } from "virtual:versions";
import { Model } from "./model.js";
test("the model", () => {
  expect(new Model().multiply(2)).toBe(10);
  expect(manifest.Model.version).toBe(versions.Model);
  console.log(JSON.stringify(versions));
});
`;
/** Imports nothing that is marked. */
const TABLE_TEST = `import { test } from "vitest";
import versions from "virtual:versions";
test("the table", () => console.log("Model is", versions.Model, "among", Object.keys(versions).length));
`;
const ALL = ["Model", "elsewhere", "endpoint", "explain"];

test("virtual:versions can be imported in a test", async () => {
  const project = new SmallProject({
    "vitest.config.js": CONFIG,
    "src/model.test.js": MODEL_TEST,
  });
  const { printed } = await project.command("vitest", "run");
  expect(printed).toContain("1 passed");
  expect(printed).toContain(project.expected(ALL));
});

test("what Vitest has cached on the disk still counts in the next run", async () => {
  const project = new SmallProject({
    "app/vitest.config.js": CACHING_CONFIG,
    "app/table.test.js": `import "../src/model.js";\n${TABLE_TEST}`,
  });
  const run = async () => {
    const { printed } = await project.command("vitest", "run", "--root", "app");
    return /Model is (.+)/.exec(printed)?.[1];
  };
  expect(await run()).toBe(`${project.lastCommit("src/model.js")} among 1`);
  expect(await run()).toBe(`${project.lastCommit("src/model.js")} among 1`);
});

test("without the plugin, a test that imports virtual:versions fails with one error that names it", async () => {
  const project = new SmallProject({
    "src/model.test.js": MODEL_TEST,
    "src/plain.test.js": `import { expect, test } from "vitest";
import { Model } from "./plain.js";
test("the model", () => expect(new Model().multiply(2)).toBe(10));
`,
    "src/plain.js": `import { tracked } from "@inlineage/runtime";
export const Model = tracked("Model", class { multiply = (number) => number * 5; });
`,
  });
  const { ok, printed } = await project.command("vitest", "run");
  expect(ok).toBe(false);
  expect(printed.match(/Error: .*/g)).toEqual([
    `Error: Cannot find package 'virtual:versions' imported from ${project.path("src/model.test.js")}`,
  ]);
  // What only has marks needs no plugin.
  expect(printed).toContain("1 passed");
});

test.each([
  ["in a project", CONFIG],
  [
    "in one of several projects, with a cache on the disk",
    `import inlineage from "unplugin-inlineage/vite";
const test = { name: "one", experimental: { fsModuleCache: true } };
export default { test: { projects: [{ plugins: [inlineage()], test }] } };
`,
  ],
])(
  "while watching, %s, an edit and a commit run the tests again that import the table",
  async (_where, config) => {
    const project = new SmallProject({
      "vitest.config.js": config,
      "src/table.test.js": TABLE_TEST,
    });
    const tells = watchTests(project);
    const { Model } = JSON.parse(project.expected(["Model"]));
    await tells([`${Model} among 4`]);

    project.write({
      "src/model.js": `${project.read("src/model.js")}export const added = tracked("added", () => 1);\n`,
    });
    const dirty = expect.stringMatching(`^${Model}-dirty\\.[0-9a-f]{12} among 5$`);
    await tells([`${Model} among 4`, dirty]);

    const commit = project.commit("Edit");
    await tells([`${Model} among 4`, dirty, `${commit} among 5`]);
  },
);

test("while watching, tests that import the table run again when tracked files change, or come into being", async () => {
  const project = new SmallProject({
    "vitest.config.js": `import inlineage from "unplugin-inlineage/vite";
export default { plugins: [inlineage({ track: { rate: "params.yaml", prompts: "prompts" } })] };
`,
    "src/table.test.js": `import { test } from "vitest";
import versions from "virtual:versions";
test("the table", () => console.log("Model is", versions.rate, versions.prompts));
`,
    "params.yaml": "rate: 1\n",
    "prompts/one.txt": "1\n",
  });
  const tells = watchTests(project);
  const [rate, prompts] = [project.lastCommit("params.yaml"), project.lastCommit("prompts")];
  const told: unknown[] = [`${rate} ${prompts}`];
  await tells(told);

  project.write({ "params.yaml": "rate: 2\n" });
  told.push(expect.stringMatching(`^${rate}-dirty\\.\\w{12} ${prompts}$`));
  await tells(told);
  project.write({ "prompts/two.txt": "2\n" });
  told.push(expect.stringMatching(`^${rate}-dirty\\.\\w{12} ${prompts}-dirty\\.\\w{12}$`));
  await tells(told);
});

/** @returns what waits until these versions were printed, one a run */
function watchTests(project: SmallProject): (versions: readonly unknown[]) => Promise<void> {
  const child = spawn(process.execPath, [VITEST, "watch"], {
    cwd: project.directory,
    env: cleanEnvironment({ NO_COLOR: "1" }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      printed += chunk;
    });
  }
  return (versions) =>
    expect
      .poll(() => [...printed.matchAll(/Model is (.+)/g)].map(([, version]) => version), {
        timeout: 60_000,
        interval: 100,
        message: printed,
      })
      .toEqual(versions);
}
