import { describe, expect, test } from "vitest";
import { BUNDLERS, WebpackProject } from "./webpack-project.js";

const TWICE = {
  "src/lazy.js":
    'import { tracked } from "@inlineage/runtime";\n\nexport const explain = tracked("Model", () => "because");\n',
};

describe.each(BUNDLERS)("%s", (bundler) => {
  test.each(["production", "development"])("says once what is wrong (%s)", async (mode) => {
    const project = new WebpackProject(bundler, TWICE);
    const { ok, printed } = await project.tryBuild(`mode: "${mode}",`);
    expect(ok).toBe(false);
    expect(printed.match(/To fix it/g)).toHaveLength(1);
    expect(printed.match(/\bERROR in\b/g)).toHaveLength(1);
    expect(printed).toMatch(/src\/model\.js:3:1\b.*"Model".*src\/lazy\.js:3/s);
    expect(printed).not.toMatch(/^\s*at /m);
  });

  test("a bundle that was emitted in spite of an error fails with its message", async () => {
    const project = new WebpackProject(bundler, TWICE);
    const { ok } = await project.tryBuild('mode: "development", devtool: false,');
    expect(ok).toBe(false);
    await expect(project.prints()).rejects.toThrow(/the name "Model" is already taken/);
  });

  test("shows the place of a mark that can't be honoured, in a frame", async () => {
    const project = new WebpackProject(bundler, {
      "src/lazy.js":
        'import { tracked } from "@inlineage/runtime";\n\nexport const explain = tracked(String(1), () => 1);\n',
    });
    const { ok, printed } = await project.tryBuild();
    expect(ok).toBe(false);
    expect(printed.match(/To fix it/g)).toHaveLength(1);
    expect(printed).toMatch(/src\/lazy\.js:3:\d+: /);
    expect(printed).toMatch(/3 *\|.*tracked\(String\(1\)/);
    expect(printed).not.toMatch(/^\W*at .*(?:unplugin|core)\/dist\//m);
  });

  test("warns once of what isn't committed, and builds", async () => {
    const project = new WebpackProject(bundler);
    project.write({
      "src/main.js": `import "./fresh.js";\n${project.read("src/main.js")}`,
      "src/fresh.js":
        'import { tracked } from "@inlineage/runtime";\nexport const fresh = tracked("fresh", () => 1);\n',
    });
    const printed = await project.build();
    expect(printed.match(/src\/fresh\.js/g)).toHaveLength(1);
    expect(printed).toMatch(/WARNING in .*src\/fresh\.js/);
    expect(JSON.parse(await project.prints())).toEqual({
      ...JSON.parse(project.expected()),
      fresh: expect.stringMatching(/^blob:[0-9a-f]{40}$/),
    });
  });

  test("with strict, what isn't committed is an error", async () => {
    const project = new WebpackProject(bundler);
    project.write({ "src/model.js": `${project.read("src/model.js")}// edited\n` });
    const { ok, printed } = await project.tryBuild("plugins: [inlineage({ strict: true })],");
    expect(ok).toBe(false);
    expect(printed).toContain("src/model.js");
    expect(printed).toContain("To fix it: ");
  });
});
