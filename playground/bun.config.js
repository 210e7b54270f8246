import inlineage from "unplugin-inlineage/bun";

await Bun.build({
  entrypoints: ["src/server.ts"],
  outdir: "dist/bun",
  target: "node",
  external: ["fastify", "@fastify/*"],
  sourcemap: "linked",
  plugins: [inlineage()],
});
