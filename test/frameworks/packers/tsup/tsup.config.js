import inlineage from "unplugin-inlineage/esbuild";

export default {
  entry: ["src/main.ts"],
  format: ["esm", "cjs"],
  esbuildPlugins: [inlineage()],
};
