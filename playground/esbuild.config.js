import { build } from "esbuild";
import inlineage from "unplugin-inlineage/esbuild";

await build({
  entryPoints: ["src/server.ts"],
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  sourcemap: true,
  outdir: "dist/esbuild",
  external: ["fastify", "@fastify/*"],
  plugins: [inlineage()],
}).catch(() => process.exit(1));
