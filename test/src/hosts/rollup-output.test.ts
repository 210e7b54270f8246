import { beforeAll, describe, expect, test } from "vitest";
import { SmallProject } from "./small-project.js";

const BUNDLERS = ["rollup", "rolldown"] as const;
type Bundler = (typeof BUNDLERS)[number];

/** A script that builds with the bundler's own interface; `input` and `outputs` are source text. */
function building(bundler: Bundler, { input = "", plugins = "", outputs = [""] } = {}): string {
  const writes = outputs.map((output) => `await bundle.write({ dir: "dist", ${output} });\n`);
  return `import { ${bundler} } from "${bundler}";
import inlineage from "unplugin-inlineage/${bundler}";
const bundle = await ${bundler}({ input: "src/main.js", plugins: [inlineage(), ${plugins}], ${input} });
${writes.join("")}await bundle.close();
`;
}

/** How a built file of each format is made to run in Node. */
const LOADERS: Record<string, (code: string) => string> = {
  es: (code) => code,
  cjs: (code) => code,
  iife: (code) => code,
  umd: (code) => code,
  amd: (code) => `const define = (...args) => args.at(-1)({});\n${code}`,
  system: (code) =>
    `const System = { register: (...args) => args.at(-1)(() => {}, {}).execute() };\n${code}`,
};

const FORMATS = {
  rollup: ["es", "cjs", "iife", "umd", "amd", "system"],
  rolldown: ["es", "cjs", "iife", "umd"],
};

/** The settings of an output by its name. */
const LAYOUTS: Record<Bundler, Record<string, string>> = {
  rollup: {
    "a folder of modules": "preserveModules: true",
    "chunks made by hand":
      'manualChunks: (id) => (id.includes("virtual") ? "constants" : undefined)',
    "everything on few lines": "compact: true",
  },
  rolldown: {
    "a folder of modules": "preserveModules: true",
    "chunks made by hand": 'codeSplitting: { groups: [{ name: "constants", test: /virtual/ }] }',
    "everything on few lines": "minify: true",
  },
};

describe.each(BUNDLERS)("%s, writing one bundle in many ways", (bundler) => {
  const project = new SmallProject();
  beforeAll(async () => {
    const inline = bundler === "rollup" ? "inlineDynamicImports: true" : "codeSplitting: false";
    await project.output(
      building(bundler, {
        outputs: [
          ...FORMATS[bundler].map(
            (format) => `dir: "dist/${format}", format: "${format}", name: "app", ${inline}`,
          ),
          ...Object.entries(LAYOUTS[bundler]).map(
            ([layout, settings]) => `dir: "dist/${layout}", ${settings}`,
          ),
        ],
      }),
    );
  });

  test.each(FORMATS[bundler])("the %s format prints git's answers", async (format) => {
    const extension = format === "es" ? "js" : "cjs";
    const code = project.read(`dist/${format}/main.js`);
    project.write({
      [`dist/run.${extension}`]: (LOADERS[format] as (code: string) => string)(code),
    });
    expect(await project.built(`dist/run.${extension}`)).toBe(project.expected());
  });

  test.each(Object.keys(LAYOUTS[bundler]))("%s: one file has the constants", async (layout) => {
    const files = project.files(`dist/${layout}`);
    const [entry] = Object.keys(files).filter((file) => file.endsWith("main.js"));
    expect(await project.built(`dist/${layout}/${entry}`)).toBe(project.expected());
    expect(Object.values(files).filter((code) => code.includes("Object.freeze"))).toHaveLength(1);
  });
});

describe.each(BUNDLERS)("%s", (bundler) => {
  test("several entries and several outputs of one bundle agree", async () => {
    const project = new SmallProject({
      "src/second.js":
        'import versions from "virtual:versions";\nconsole.log(JSON.stringify(versions));\n',
    });
    await project.output(
      building(bundler, {
        input: 'input: ["src/main.js", "src/second.js"]',
        outputs: [
          'format: "es"',
          'format: "cjs", dir: "dist/cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name].cjs"',
        ],
      }),
    );
    const entries = ["dist/main.js", "dist/second.js", "dist/cjs/main.cjs", "dist/cjs/second.cjs"];
    const printed = await Promise.all(entries.map((entry) => project.built(entry)));
    expect(printed).toEqual(entries.map(() => project.expected()));
  });

  test("what nobody uses of virtual:versions is not in the output", async () => {
    const project = new SmallProject({
      "src/neither.js":
        'import versions, { manifest } from "virtual:versions";\nimport "./model.js";\n',
      "src/names.js":
        'import versions from "virtual:versions";\nimport "./model.js";\nconsole.log(versions);\n',
      "src/details.js":
        'import { manifest } from "virtual:versions";\nimport "./model.js";\nconsole.log(manifest);\n',
    });
    const commit = project.lastCommit("src/model.js");
    const countIn = async (entry: string) => {
      await project.output(building(bundler, { input: `input: "src/${entry}.js"` }));
      const code = project.files("dist")[`${entry}.js`] ?? "";
      expect(code).not.toContain("INLINEAGE");
      return [code.split("Object.freeze").length - 1, code.split(commit).length - 1];
    };
    // The manifest has the commit twice: as the version and as the commit.
    expect(await countIn("neither")).toEqual([0, 0]);
    expect(await countIn("names")).toEqual([1, 1]);
    expect(await countIn("details")).toEqual([2, 2]);
  });

  test("the constants can't be changed, and their names are in code-unit order", async () => {
    const project = new SmallProject({
      "src/main.js": `import versions, { manifest } from "virtual:versions";
import { serve } from "./serving.js";
serve(1);
const frozen = [versions, manifest, ...Object.values(manifest)].every(Object.isFrozen);
console.log(frozen, Object.keys(versions).join(), manifest.Model.file, manifest.Model.line);
`,
    });
    await project.output(building(bundler));
    expect(await project.built("dist/main.js")).toBe("true Model,endpoint src/model.js 3");
  });

  test("a user's own Object, and a string that reads like the placeholder, stay theirs", async () => {
    const placeholder = "__INLINEAGE_VERSIONS_0123456789abcdef__(Object)";
    const project = new SmallProject({
      "src/main.js": `import versions from "virtual:versions";
import "./model.js";
class Object {
  static freeze() { return "the user's"; }
}
console.log(JSON.stringify(versions), Object.freeze(), new Object().constructor === Object, "${placeholder}");
`,
    });
    await project.output(building(bundler));
    expect(await project.built("dist/main.js")).toBe(
      `${project.expected(["Model"])} the user's true ${placeholder}`,
    );
  });

  test("two bundles made at once by one instance each get their own table", async () => {
    const project = new SmallProject({
      "src/other.js":
        'import versions from "virtual:versions";\nimport "./elsewhere.js";\nconsole.log(JSON.stringify(versions));\n',
    });
    await project.output(`import { ${bundler} } from "${bundler}";
import inlineage from "unplugin-inlineage/${bundler}";
const plugins = [inlineage()];
await Promise.all(["main", "other"].map(async (name) => {
  const bundle = await ${bundler}({ input: \`src/\${name}.js\`, plugins, treeshake: false });
  await bundle.write({ dir: \`dist/\${name}\` });
}));
`);
    const printed = [
      await project.built("dist/main/main.js"),
      await project.built("dist/other/other.js"),
    ];
    expect(printed).toEqual([project.expected(), project.expected(["elsewhere"])]);
  });

  test("the file's name follows a new commit of a tracked file, and of no other", async () => {
    const project = new SmallProject();
    const script = building(bundler, { outputs: ['entryFileNames: "[name]-[hash].js"'] });
    const entryName = async () => {
      await project.output(
        `import { rmSync } from "node:fs";\nrmSync("dist", { recursive: true, force: true });\n${script}`,
      );
      return Object.keys(project.files("dist")).find((file) => file.startsWith("main-"));
    };
    const first = await entryName();
    project.commit("Edit what isn't tracked", { "README.md": "Edited\n" });
    expect(await entryName()).toBe(first);
    // Nothing of this comment reaches the output: only the constants can tell.
    project.commit("Edit what is", {
      "src/model.js": `${project.read("src/model.js")}// a comment\n`,
    });
    expect(await entryName()).not.toBe(first);
  });

  test("what another plugin attaches to a module stays with that module", async () => {
    const project = new SmallProject();
    const plugins = `{
      name: "another",
      transform: (code, id) => ({ code, map: null, meta: { attached: id } }),
      buildEnd() {
        const attached = [...this.getModuleIds()].map((id) => [id, this.getModuleInfo(id).meta.attached]);
        console.log(attached.filter(([id, to]) => to !== undefined).every(([id, to]) => id === to), attached.length);
      },
    }`;
    expect(await project.output(building(bundler, { plugins }))).toContain("true 5");
  });

  test("an import left to the outside is told of", async () => {
    const project = new SmallProject();
    const printed = await project.output(building(bundler, { input: "external: /^virtual:/" }));
    expect(printed).toContain("virtual:versions is external");
  });
});
