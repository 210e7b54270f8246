import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { SmallProject } from "./small-project.js";
import { serveWithVite, TABLE_MODULE } from "./vite-server.js";

/** What plugins for components do: a component is code that they have made of it. */
const COMPONENTS = `{
  name: "components",
  transform: (code, id) => (/\\.vue$/.test(id) ? { code: code.split("script")[1].slice(1, -2), map: null } : null),
},`;
const CONFIG = `import inlineage from "unplugin-inlineage/vite";
export default {
  logLevel: "warn",
  plugins: [${COMPONENTS} inlineage({ scope: "closure" })],
  build: { ssr: "src/main.js" },
};
`;

/** What each definition's closure holds. */
const CLOSURES = {
  predict: ["src/Price.vue", "src/predict.js", "src/scale.js"],
  price: ["src/Price.vue", "src/scale.js"],
};

function projectWith(files: Record<string, string> = {}): SmallProject {
  const project = new SmallProject({
    ".gitignore": "dist\nnode_modules\n*.mjs\n",
    "vite.config.js": CONFIG,
    "src/model.js": "export {};\n",
    "src/serving.js": "export {};\n",
    "src/lazy.js": "export {};\n",
    "src/elsewhere.js": "export {};\n",
    // The versions come first, before anything that a closure reaches was asked for.
    "src/main.js": `import versions, { manifest } from "virtual:versions";
import { predict } from "./predict.js";
const { files, packages } = manifest.predict;
console.log(JSON.stringify({ versions, files, packages, predicted: predict(2) }));
`,
    "src/predict.js": `import { tracked } from "@inlineage/runtime";
import { one } from "outer";
import { price } from "./Price.vue";
export const predict = tracked("predict", (number) => price(number) + one);
`,
    "src/Price.vue": `<script>
import { tracked } from "@inlineage/runtime";
import { scale } from "./scale.js";
export const price = tracked("price", (number) => scale(number));
</script>
<template><b>5</b></template>
`,
    "src/scale.js": "export const scale = (number) => number * 5;\n",
    ...files,
  });
  project.write({
    "node_modules/outer/package.json":
      '{ "name": "outer", "version": "2.0.0", "type": "module", "main": "index.js" }',
    "node_modules/outer/index.js": "export const one = 1;\n",
  });
  return project;
}

/** What git says of all the files of each closure together. */
function committed(project: SmallProject): Record<keyof typeof CLOSURES, string> {
  const lastCommit = (files: readonly string[]) =>
    project.git("log", "-1", "--format=%H", "--", ...files);
  return { predict: lastCommit(CLOSURES.predict), price: lastCommit(CLOSURES.price) };
}

function expectedOf(project: SmallProject): unknown {
  return {
    versions: committed(project),
    files: CLOSURES.predict,
    packages: [{ name: "outer", version: "2.0.0" }],
    predicted: 11,
  };
}

test("a closure goes through components in a build, and names the packages left outside", async () => {
  const project = projectWith();
  await project.command("vite", "build");
  expect(JSON.parse(await project.built("dist/main.js"))).toEqual(expectedOf(project));
});

test("in a test, a closure is the build's, whatever was loaded before", async () => {
  const project = projectWith({
    "src/main.test.js": `import { test } from "vitest";
test("the table", () => import("./main.js"));
`,
  });
  const { printed } = await project.command("vitest", "run");
  const [table = printed] = /^\{.*\}$/m.exec(printed) ?? [];
  expect(JSON.parse(table)).toEqual(expectedOf(project));
});

test("on a server, a closure is the build's in every environment, and follows edits and commits", async () => {
  const project = projectWith({ "src/table.js": TABLE_MODULE });
  const options = '{ scope: "closure" }';
  const { shows } = await serveWithVite(project, { options, plugins: COMPONENTS });
  const clean = committed(project);
  await shows(clean);

  project.write({ "src/scale.js": "export const scale = (number) => number * 6;\n" });
  const dirty = (version: string) => expect.stringMatching(`^${version}-dirty\\.[0-9a-f]{12}$`);
  await shows({ predict: dirty(clean.predict), price: dirty(clean.price) });

  const commit = project.commit("Scale by six");
  await shows({ predict: commit, price: commit });
  // No page asks for what imports this package, so Vite has nothing to bundle for browsers.
  expect(existsSync(project.path("node_modules/.vite/deps/outer.js"))).toBe(false);
});

/** What imports nothing any more. */
const ALONE = `import { tracked } from "@inlineage/runtime";
export const predict = tracked("predict", (number) => number);
`;

/** Edits a file that a closure reaches, then what imports it, and prints what a page has of each edit. */
const EDIT = `import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "vite";
const server = await createServer({ server: { middlewareMode: true }, appType: "custom" });
const page = () => server.ssrLoadModule("/src/page.js");
const print = async () => {
  const { predicted, files } = await page();
  console.log(JSON.stringify([predicted, ...files]));
};
const edit = async (file, text) => {
  const { version } = await page();
  writeFileSync(file, text);
  while ((await page()).version === version) await new Promise((resolve) => setTimeout(resolve, 50));
  await print();
};
// For a browser that asks for nothing after that.
await server.transformRequest("/src/predict.js");
await edit("src/scale.js", "export const scale = (number) => number * 6;");
const before = readFileSync("src/predict.js");
await edit("src/predict.js", ${JSON.stringify(ALONE)});
await edit("src/predict.js", before);
// For a browser that asks before the versions are made.
const inBrowser = async () => (await server.transformRequest("/src/predict.js")).code;
await inBrowser();
writeFileSync("src/predict.js", ${JSON.stringify(ALONE)});
while ((await inBrowser()).includes("Price")) await new Promise((resolve) => setTimeout(resolve, 50));
await print();
await server.close();
`;

test("what a server runs after an edit is what the version tells of", async () => {
  const project = projectWith({
    "src/page.js": `import { manifest } from "virtual:versions";
import { predict } from "./predict.js";
export const { version, files } = manifest.predict;
export const predicted = predict(2);
`,
  });
  project.write({ "edit.mjs": EDIT });
  const printed = await project.built("edit.mjs");
  const lines = printed.split("\n").filter((line) => line.startsWith("["));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    [13, ...CLOSURES.predict],
    [2, "src/predict.js"],
    [13, ...CLOSURES.predict],
    [2, "src/predict.js"],
  ]);
});
