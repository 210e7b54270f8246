import type { ChildProcess } from "node:child_process";
import { afterEach, describe, expect, test } from "vitest";
import { BUNDLERS, CACHED, WebpackProject } from "./webpack-project.js";

/** A workspace package's index, without side effects, that hands on more than the entry asks for. */
const BARREL = {
  "src/aside.js": `import { tracked } from "@inlineage/runtime";
import "../parts/index.js";

export const aside = tracked({ name: "aside", scope: "closure" }, () => "aside");
`,
  "parts/package.json": '{ "type": "module", "sideEffects": false }\n',
  "parts/index.js": `import { tracked } from "@inlineage/runtime";

export const asked = tracked("asked", () => "asked");
export { unasked } from "./unasked.js";
export * from "./more/index.js";
`,
  "parts/unasked.js": `import { tracked } from "@inlineage/runtime";

export const unasked = tracked("unasked", () => "nobody asks for this");
`,
  "parts/more/index.js": 'export { default as further } from "./further.js";\n',
  "parts/more/further.js": `import { tracked } from "@inlineage/runtime";

export default tracked("further", () => "nobody asks for this");
`,
  "src/main.js": `import versions from "virtual:versions";
import { asked } from "../parts/index.js";
import { aside } from "./aside.js";

console.log(JSON.stringify(versions));
asked(aside());
`,
};

/** A package of whose files some have effects: one that is asked for, and one that nobody asks for. */
const REGISTERING = {
  "parts/package.json": `{ "type": "module", "sideEffects": ["./counted.js", "./registered.js"] }
`,
  "parts/index.js": `export { asked } from "./asked.js";
export const own = () => Math.max(1, 2);
export * from "./registered.js";
export * from "./more/index.js";
`,
  "parts/more/index.js": `import { registered } from "../index.js";
export const again = () => registered();
`,
  ...Object.fromEntries(
    ["asked", "counted", "registered"].map((name) => [
      `parts/${name}.js`,
      `import { tracked } from "@inlineage/runtime";
import { format } from "node:util";

export const ${name} = tracked("${name}", () => format("%s", "${name}"));
${name === "asked" ? "" : `console.log(${name}());\n`}`,
    ]),
  ),
  "src/main.js": `import versions from "virtual:versions";
import { asked, own } from "../parts/index.js";
import "../parts/counted.js";

console.log(JSON.stringify(versions));
console.log(asked() + own());
`,
};

/** The file whose commit is the version: of those that `aside` reaches, the last that was committed. */
const FILES = {
  aside: "parts/more/further.js",
  asked: "parts/index.js",
  further: "parts/more/further.js",
  unasked: "parts/unasked.js",
};

function tableOf(project: WebpackProject): Record<string, string> {
  const commits = Object.entries(FILES).map(([name, file]) => [name, project.lastCommit(file)]);
  return Object.fromEntries(commits);
}

/** What the bundle prints: its table, then what ran; and which of the project's files it holds. */
async function outcome(project: WebpackProject) {
  const lines = (await project.prints()).split("\n");
  const table = lines.find((line) => line.startsWith("{")) ?? "";
  const files = project.read("dist/out/main.cjs").match(/(?<=\.\/)(?:src|parts)\/[\w/]+\.js/g);
  return {
    table: JSON.parse(table),
    ran: lines.filter((line) => line !== table).sort(),
    files: [...new Set(files)].sort(),
  };
}

const POLL = { timeout: 60_000, interval: 100 };

let watcher: ChildProcess | undefined;
afterEach(() => {
  watcher?.kill("SIGKILL");
});

describe.each(BUNDLERS)("%s, with a package that says it has no side effects", (bundler) => {
  test("knows the versions of all it hands on, and keeps the rest out, in a second process too", async () => {
    const project = new WebpackProject(bundler, BARREL);
    for (const _ of ["first", "second"]) {
      await project.build(`${CACHED[bundler]}, optimization: { minimize: false }`);
      expect(await project.prints()).toBe(JSON.stringify(tableOf(project)));
      expect(project.read("dist/out/main.cjs")).not.toContain("nobody asks for this");
    }
  });

  test("follows its files while watching, asked for or not", async () => {
    const project = new WebpackProject(bundler, BARREL);
    watcher = project.watch('mode: "development", devtool: false');
    const table = async () => JSON.parse((await project.prints()).split("\n")[0] ?? "");
    const shows = (expected: unknown) => expect.poll(table, POLL).toEqual(expected);
    const clean = tableOf(project);
    const { further: _, ...others } = clean;
    const dirty = expect.stringMatching(/^[0-9a-f]{40}-dirty\.[0-9a-f]{12}$/);

    await shows(clean);
    project.write({ "parts/more/further.js": "export default () => {};\n" });
    await shows({ ...others, aside: dirty });
    project.git("checkout", "--quiet", "parts");
    await shows(clean);

    // The barrel starts to use what it only handed on; then the entry asks for it.
    const using = 'import { unasked as used } from "./unasked.js";\nused();\n';
    project.write({ "parts/index.js": `${BARREL["parts/index.js"]}${using}` });
    await shows({ ...clean, aside: dirty, asked: dirty });
    project.git("checkout", "--quiet", "parts");
    await shows(clean);
    const asking = BARREL["src/main.js"].replaceAll("asked", "further");
    project.write({ "src/main.js": `${asking}console.log(further());\n` });
    await expect.poll(() => project.prints(), POLL).toContain("\nnobody asks for this");
    await shows(clean);

    project.write({ "parts/more/index.js": "export {};\n", "src/main.js": BARREL["src/main.js"] });
    await shows({ ...others, aside: dirty });
  });

  test("says nothing of what is wrong with what nobody asks for", async () => {
    const project = new WebpackProject(bundler, {
      ...BARREL,
      "parts/more/index.js": `export { missing } from "./missing.js";
export { broken } from "./broken.js";
export { default as further } from "./further.js";
`,
      "parts/more/broken.js": "export const broken = ;\n",
    });
    expect(await project.build()).not.toMatch(/missing|broken|warning/i);
    const table = { ...tableOf(project), aside: project.lastCommit("parts/more/broken.js") };
    expect(await project.prints()).toBe(JSON.stringify(table));
  });

  test("refuses a mark that can't be honoured in what nobody asks for", async () => {
    const further = BARREL["parts/more/further.js"].replace('"further"', "String(1)");
    const project = new WebpackProject(bundler, { ...BARREL, "parts/more/further.js": further });
    const { ok, printed } = await project.tryBuild();
    expect(ok).toBe(false);
    expect(printed.match(/parts\/more\/further\.js:3:24: /g)).toHaveLength(1);
  });

  test("says which version isn't proven", async () => {
    const project = new WebpackProject(bundler, BARREL);
    project.write({ "parts/more/index.js": 'export { a } from "./uncommitted.js";\n' });
    project.write({
      "parts/more/uncommitted.js": BARREL["parts/unasked.js"].replaceAll("unasked", "a"),
    });
    expect(await project.build()).toContain(
      "no commit proven by git for parts/more/uncommitted.js",
    );
  });

  test("runs nothing that doesn't run without the plugin", async () => {
    const project = new WebpackProject(bundler, REGISTERING);
    project.write({ "no-versions.mjs": "export default {};\n" });
    const readable = "optimization: { minimize: false }";
    await project.build(readable);
    const { table, ran, files } = await outcome(project);
    // Registered in a layer of the user's, so that its modules are the same wherever they are imported from.
    await project.build(
      `${readable}, module: { rules: [{ include: resolve("parts"), layer: "parts" }] }`,
    );
    const layered = await outcome(project);
    await project.build(`${readable}, plugins: [
      new bundler.NormalModuleReplacementPlugin(/^virtual:versions$/, resolve("no-versions.mjs")),
    ]`);
    const without = await outcome(project);

    expect(without.ran).toEqual(["asked2", "counted"]);
    expect(ran).toEqual(without.ran);
    expect(files).toEqual(without.files);
    expect(layered).toEqual({ table, ran, files });
    const names = ["asked", "counted", "registered"];
    expect(table).toEqual(
      Object.fromEntries(names.map((name) => [name, project.lastCommit(`parts/${name}.js`)])),
    );
  });
});
