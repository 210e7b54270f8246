import { expect, test } from "vitest";
import type { GitRepository } from "../support/git-repository.js";
import {
  committed,
  mustRun,
  PRINTS_VERSIONS,
  printedVersions,
  repositoryOf,
  TRACKED,
} from "./esbuild-project.js";

const ENTRY = `import { manifest } from "virtual:versions";
import "./model.ts";
console.log(JSON.stringify(manifest));
`;

async function manifestOf(repository: GitRepository, options = ""): Promise<unknown> {
  await mustRun(
    repository.directory,
    `await esbuild.build({
  entryPoints: ["src/main.ts"],
  bundle: true,
  platform: "node",
  format: "esm",
  outdir: "dist",
  loader: { ".md": "text" },
  plugins: [inlineage({ scope: "closure", packages: true })],
  ${options}
});
`,
  );
  return printedVersions(repository.path("dist/main.js"));
}

test("packages that only types are imported from are none that a definition reaches", async () => {
  const manifest = { version: "1.2.3", type: "module", main: "index.js", types: "index.d.ts" };
  const library = (name: string) => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, ...manifest }),
    [`node_modules/${name}/index.js`]: "export const value = 1;\n",
    [`node_modules/${name}/index.d.ts`]: "export type T = number;\nexport const value: T;\n",
  });
  const repository = repositoryOf({
    ".gitignore": "dist\nbuild.mjs\n!node_modules\n",
    "src/main.ts": ENTRY,
    "src/model.ts": `${TRACKED}import { T } from "typed";
import { type T as Other } from "typed-too";
import type { T as Third } from "./types.ts";
import { value } from "bundled";
import "./other.ts";
export const model = tracked("model", (a: T, b: Other, c: Third) => [value, import("outside"), a, b, c]);
`,
    "src/other.ts": 'import { value } from "typed-too";\nglobalThis.other = value;\n',
    "src/types.ts": "export type T = number;\n",
    ...library("typed"),
    ...library("typed-too"),
    ...library("bundled"),
    ...library("outside"),
  });
  expect(await manifestOf(repository, 'external: ["outside"],')).toMatchObject({
    model: {
      files: ["src/model.ts", "src/other.ts"],
      packages: ["bundled", "outside", "typed-too"].map((name) => ({ name, version: "1.2.3" })),
    },
  });
});

test("a package that is left outside under another name is one that a definition reaches", async () => {
  const repository = repositoryOf({
    ".gitignore": "dist\nbuild.mjs\n!node_modules\n",
    "src/main.ts": ENTRY,
    "src/model.ts": `${TRACKED}export const model = tracked("model", () => import("short"));\n`,
    "node_modules/long/package.json": '{ "name": "long", "version": "3.2.1", "main": "index.js" }',
    "node_modules/long/index.js": "export const value = 1;\n",
  });
  const options = 'alias: { short: "long" }, external: ["long"],';
  expect(await manifestOf(repository, options)).toMatchObject({
    model: { packages: [{ name: "long", version: "3.2.1" }] },
  });
});

test("what a template in import() or require() may stand for is part of the closure", async () => {
  const repository = repositoryOf({
    "src/main.ts": ENTRY,
    "src/model.ts": `${TRACKED}export const model = tracked("model", (name: string) => [
  import(\`./prompts/\${name}.md\`),
  import(\`../parts/\${name}.ts\`),
]);
`,
    "src/prompts/a.md": "one\n",
    "src/prompts/deep/b.md": "two\n",
    "src/prompts/c.txt": "three\n",
    "parts/first.ts": 'export { helper as part } from "./helper/helper.js";\n',
    "parts/helper/helper.js": "export const helper = 1;\n",
  });
  repository.commit("Improve a prompt", { "src/prompts/deep/b.md": "too\n" });
  expect(await manifestOf(repository)).toMatchObject({
    model: {
      commit: repository.lastCommit("src/prompts/deep/b.md"),
      files: [
        "parts/first.ts",
        "parts/helper/helper.js",
        "src/model.ts",
        "src/prompts/a.md",
        "src/prompts/deep/b.md",
      ],
    },
  });
});

const CLOSURE = {
  "src/main.ts": `${PRINTS_VERSIONS}import "./model.ts";\n`,
  "src/model.ts": `${TRACKED}import { helper } from "./helper.ts";\nexport const model = tracked({ name: "model", scope: "closure" }, () => helper());\n`,
  "src/helper.ts": "export const helper = () => 1;\n",
};

const BUILD = `esbuild.build({ entryPoints: ["src/main.ts"], bundle: true, platform: "node", format: "esm", outdir: "dist", logLevel: "silent", plugins: [odd, inlineage()] })`;

test("a build fails, and says why, when only the one beside it fails that tells what imports what", async () => {
  const repository = repositoryOf(CLOSURE);
  const { reported } = await mustRun(
    repository.directory,
    `let setups = 0;
const odd = {
  name: "odd",
  setup() {
    if (setups++ > 0) throw new Error("already set up");
  },
};
report(await ${BUILD}.then(() => "built", ({ errors }) => errors.map(({ text }) => text)));
`,
  );
  expect(reported).toEqual([[expect.stringContaining("already set up")]]);
});

test("a file that is broken only while the build beside the user's reads it fails nothing", async () => {
  const repository = repositoryOf(CLOSURE);
  await mustRun(
    repository.directory,
    `let loads = 0;
const odd = {
  name: "odd",
  setup({ onLoad }) {
    onLoad({ filter: /helper\\.ts$/ }, () => {
      loads++;
      return { contents: loads === 2 ? "export const helper = (" : readFileSync("src/helper.ts", "utf8"), loader: "ts" };
    });
  },
};
await ${BUILD};
report(loads);
`,
  );
  expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
    committed(repository, { model: "src" }),
  );
});
