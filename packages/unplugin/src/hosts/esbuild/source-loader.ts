import { basename } from "node:path";
import type { BuildOptions, Loader } from "esbuild";

const CODE: readonly (Loader | undefined)[] = ["js", "jsx", "ts", "tsx"];

const BY_DEFAULT: Readonly<Record<string, Loader>> = {
  ".js": "js",
  ".cjs": "js",
  ".mjs": "js",
  ".jsx": "jsx",
  ".ts": "ts",
  ".cts": "ts",
  ".mts": "ts",
  ".tsx": "tsx",
  // Another plugin's to load; without one the build fails.
  ".vue": "js",
  ".svelte": "js",
  ".astro": "js",
};

/** Whether esbuild takes a file for code, and not for text, data or an asset, as the `loader` option can say. */
export function isLoadedAsCode(path: string, loaders: BuildOptions["loader"]): boolean {
  return CODE.includes(loaderOf(basename(path), { ...BY_DEFAULT, ...loaders }));
}

/** The longest extension decides: `.test.ts` before `.ts` (`LoaderFromFileExtension` in esbuild's config.go). */
function loaderOf(
  name: string,
  loaders: Readonly<Record<string, Loader | undefined>>,
): Loader | undefined {
  for (let dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1)) {
    const loader = loaders[name.slice(dot)];
    if (loader !== undefined) return loader;
  }
  return undefined;
}
