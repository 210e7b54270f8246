import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const entry = createRequire(import.meta.url).resolve("@inlineage/runtime");

async function bundle(contents: string) {
  const result = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "neutral",
    metafile: true,
    logLevel: "silent",
  });
  return { text: result.outputFiles[0]?.text ?? "", inputs: Object.values(result.metafile.inputs) };
}

test("the main entry weighs at most 4 kB minified and gzipped, and imports nothing of a platform", async () => {
  const { text, inputs } = await bundle(`export * from ${JSON.stringify(entry)};`);
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(4000);
  const imports = inputs.flatMap((input) => input.imports.map(({ path }) => path));
  expect(imports.filter((path) => path.startsWith("node:"))).toEqual([]);
});

test("importing it for nothing costs nothing, and tracked alone costs next to nothing", async () => {
  expect((await bundle(`import ${JSON.stringify(entry)};`)).text).toBe("");
  const { text } = await bundle(`export { tracked } from ${JSON.stringify(entry)};`);
  expect(text.length).toBeLessThan(250);
});
