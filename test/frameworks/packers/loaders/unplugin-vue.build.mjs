import { build } from "esbuild";
import inlineage from "unplugin-inlineage/esbuild";
import vue from "unplugin-vue/esbuild";

await build({
  entryPoints: { "unplugin-vue": "src/page.ts" },
  bundle: true,
  platform: "node",
  target: "node20",
  external: ["vue"],
  outdir: "dist",
  plugins: [inlineage(), vue()],
});
