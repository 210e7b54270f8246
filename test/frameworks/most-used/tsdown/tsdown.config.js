import inlineage from "unplugin-inlineage/rolldown";

export default {
  entry: "src/main.ts",
  outExtensions: () => ({ js: ".mjs" }),
  plugins: [inlineage()],
};
