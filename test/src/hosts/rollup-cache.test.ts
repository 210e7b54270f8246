import { describe, expect, test } from "vitest";
import { SmallProject, SOURCES } from "./small-project.js";

/**
 * A script that builds from the cache another left in `cache.json`, then leaves its own. Prints how many modules
 * the transforms of this process saw.
 */
function buildingFromCache(plugin = "inlineage()"): string {
  return `import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { rollup } from "rollup";
import inlineage from "unplugin-inlineage/rollup";
let transformed = 0;
const counter = { name: "counter", transform() { transformed++; } };
const bundle = await rollup({
  input: "src/main.js",
  external: "@inlineage/runtime",
  cache: existsSync("cache.json") ? JSON.parse(readFileSync("cache.json", "utf8")) : undefined,
  plugins: [${plugin}, counter],
});
writeFileSync("cache.json", JSON.stringify(bundle.cache));
await bundle.write({ dir: "dist" });
console.log(transformed);
`;
}

describe("with Rollup's cache, kept by another process,", () => {
  test("modules that are never transformed again are still tracked", async () => {
    const project = new SmallProject();
    expect(await project.output(buildingFromCache())).toBe("5");
    expect(await project.output(buildingFromCache())).toBe("0");
    expect(await project.built("dist/main.js")).toBe(project.expected());
  });

  test("commits made since are seen", async () => {
    const project = new SmallProject();
    await project.output(buildingFromCache());
    project.commit("Edit", { "src/lazy.js": `${project.read("src/lazy.js")}// edited\n` });
    expect(await project.output(buildingFromCache())).toBe("1");
    expect(await project.built("dist/main.js")).toBe(project.expected());
  });

  test("a mark taken away is gone", async () => {
    const project = new SmallProject();
    await project.output(buildingFromCache());
    project.commit("Unmark", { "src/lazy.js": 'export const explain = () => "because";\n' });
    await project.output(buildingFromCache());
    expect(await project.built("dist/main.js")).toBe(project.expected(["Model", "endpoint"]));
  });

  test("modules cached before the plugin came are transformed after all", async () => {
    const project = new SmallProject({
      "src/main.js": 'import "./serving.js";\n',
      "src/model.js":
        'import { tracked } from "@inlineage/runtime";\n\nexport const Model = tracked("Model", function () { this.multiply = (n) => n; });\n',
    });
    await project.output(buildingFromCache(""));
    project.commit("Use the plugin", { "src/main.js": SOURCES["src/main.js"] as string });
    await project.output(buildingFromCache());
    expect(await project.built("dist/main.js")).toBe(project.expected());
    expect(project.files("dist")["main.js"]).not.toContain("tracked");
  });

  test("a mark function named in the options later is honoured in cached modules", async () => {
    const project = new SmallProject({
      "src/model.js":
        'import { versioned } from "./versioned.js";\n\nexport const Model = versioned("Model", function () { this.multiply = (n) => n; });\n',
      "src/versioned.js": "export const versioned = (name, value) => value;\n",
    });
    await project.output(buildingFromCache());
    expect(await project.built("dist/main.js")).toBe(project.expected(["endpoint", "explain"]));
    await project.output(
      buildingFromCache('inlineage({ marks: [{ module: "./src/versioned", name: "versioned" }] })'),
    );
    expect(await project.built("dist/main.js")).toBe(project.expected());
  });
});

test.each(["rollup", "rolldown"])(
  "%s: one instance used again, without a watcher, forgets marks that are gone",
  async (bundler) => {
    const project = new SmallProject();
    await project.output(`import { writeFileSync } from "node:fs";
import { ${bundler} } from "${bundler}";
import inlineage from "unplugin-inlineage/${bundler}";
const plugins = [inlineage()];
async function build() {
  const bundle = await ${bundler}({ input: "src/main.js", plugins });
  await bundle.write({ dir: "dist" });
}
await build();
writeFileSync("src/lazy.js", 'export const explain = () => "because";');
await build();
`);
    expect(await project.built("dist/main.js")).toBe(project.expected(["Model", "endpoint"]));
  },
);

describe("Rollup: a plugin that puts an object of its own in the place of a module's meta", () => {
  const REPLACING = `{
  name: "replacing",
  moduleParsed: replace,
  renderStart() { for (const id of this.getModuleIds()) replace(this.getModuleInfo(id)); },
}`;
  const REPLACE =
    "const replace = (module) => { module.meta = Object.freeze({ replaced: true }); };\n";

  test("takes no version away, in one build or from the cache of another process", async () => {
    const project = new SmallProject();
    const script = REPLACE + buildingFromCache(`inlineage(), ${REPLACING}`);
    expect(await project.output(script)).toBe("5");
    expect(await project.built("dist/main.js")).toBe(project.expected());
    for (const _ of ["second", "third"]) {
      expect(await project.output(script)).toBe("0");
      expect(await project.built("dist/main.js")).toBe(project.expected());
    }
    project.commit("Unmark", { "src/lazy.js": 'export const explain = () => "because";\n' });
    await project.output(script);
    expect(await project.built("dist/main.js")).toBe(project.expected(["Model", "endpoint"]));
  });

  test("gives no bundle the definitions of another that shares its plugins", async () => {
    const project = new SmallProject();
    await project.output(`${REPLACE}import { copyFileSync } from "node:fs";
import { rollup } from "rollup";
import inlineage from "unplugin-inlineage/rollup";
const shared = [inlineage(), ${REPLACING}];
const stub = { name: "stub", load: (id) => (id.endsWith("lazy.js") ? "export const explain = () => 0;" : null) };
async function build(name, others, cache) {
  const plugins = [...others, ...shared];
  const bundle = await rollup({ input: "src/main.js", external: "@inlineage/runtime", cache, plugins });
  await bundle.write({ dir: "dist" });
  copyFileSync("dist/main.js", name);
  return bundle.cache;
}
const cache = await build("dist/first.js", [stub]);
await build("dist/whole.js", []);
await build("dist/again.js", [stub], cache);
`);
    const withoutLazy = project.expected(["Model", "endpoint"]);
    expect(await project.built("dist/first.js")).toBe(withoutLazy);
    expect(await project.built("dist/whole.js")).toBe(project.expected());
    expect(await project.built("dist/again.js")).toBe(withoutLazy);
  });
});

test("a build from an older cache of its own process doesn't tell of what was transformed since", async () => {
  const project = new SmallProject();
  await project.output(`import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { rollup } from "rollup";
import inlineage from "unplugin-inlineage/rollup";
const plugins = [inlineage()];
const build = async (cache) => {
  const bundle = await rollup({ input: "src/main.js", external: "@inlineage/runtime", cache, plugins });
  await bundle.write({ dir: "dist" });
  return bundle.cache;
};
const text = readFileSync("src/model.js", "utf8");
const first = await build();
appendFileSync("src/model.js", "// edited\\n");
await build();
writeFileSync("src/model.js", text);
await build(first);
`);
  expect(await project.built("dist/main.js")).toBe(project.expected());
});
