import inlineage from "unplugin-inlineage/rsbuild";

export default {
  plugins: [inlineage()],
  source: { entry: { server: "./src/server.ts" } },
  output: {
    target: "node",
    module: true,
    distPath: { root: "dist/rsbuild" },
    externals: ["fastify", /^@fastify\//],
    sourceMap: true,
  },
  tools: { rspack: { resolve: { extensionAlias: { ".js": [".ts", ".js"] } } } },
};
