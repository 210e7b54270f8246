import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Table } from "./table.js";

const require = createRequire(import.meta.url);

/** What each entry of the runtime adds to a bundle. */
export async function runtimeSize(): Promise<Table> {
  const manifest = require.resolve("@inlineage/runtime/package.json");
  const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as {
    exports: Record<string, { default?: string }>;
  };
  const entries = Object.keys(exports).filter((name) => exports[name]?.default);
  const specifiers = entries.map((name) => `@inlineage/runtime${name.slice(1)}`);
  const rows = await Promise.all(
    specifiers.map((specifier) => row(specifier, `export * from "${specifier}"`)),
  );
  const only = await row("tracked alone", 'export { tracked } from "@inlineage/runtime"');
  return {
    title: "Weight of the runtime",
    note: "Everything an entry exports, bundled and minified by esbuild, gzip at level 9; yaml, which only `.dvc` files need, left out. Budget of the main entry: 4 kB gzipped.",
    columns: ["entry", "minified", "gzipped"],
    rows: [...rows, only],
  };
}

async function row(name: string, contents: string): Promise<string[]> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "neutral",
    external: ["node:*", "yaml"],
  });
  const bytes = outputFiles[0]?.contents ?? new Uint8Array();
  return [name, `${bytes.length} B`, `${gzipSync(bytes, { level: 9 }).length} B`];
}
