import bun from "./bun.js";
import esbuild from "./esbuild.js";
import rolldown from "./rolldown.js";
import rollup from "./rollup.js";
import rsbuild from "./rsbuild.js";
import rspack from "./rspack.js";
import vite from "./vite.js";
import webpack from "./webpack.js";

export { InlineageError, type InlineageErrorCode, type MarkFunction } from "@inlineage/core";
export type { Options } from "./options.js";

/** The plugin for every bundler. Importing the one you use (`unplugin-inlineage/vite`) loads less. */
export const inlineage = { vite, rollup, rolldown, webpack, rspack, rsbuild, esbuild, bun };
export default inlineage;
