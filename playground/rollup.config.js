import { nodeResolve } from "@rollup/plugin-node-resolve";
import esbuild from "rollup-plugin-esbuild";
import inlineage from "unplugin-inlineage/rollup";

export default {
  input: "src/server.ts",
  external: [/^node:/, "fastify", /^@fastify\//],
  plugins: [inlineage(), nodeResolve(), esbuild({ target: "node20" })],
  output: { dir: "dist/rollup", format: "esm", sourcemap: true },
};
