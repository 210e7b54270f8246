import inlineage from "unplugin-inlineage/rsbuild";

export default {
  source: { entry: { main: "./src/main.ts" } },
  lib: [{ format: "esm" }, { format: "cjs" }],
  plugins: [inlineage()],
};
