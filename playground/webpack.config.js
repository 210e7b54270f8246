import { resolve } from "node:path";
import inlineage from "unplugin-inlineage/webpack";

export default {
  mode: "production",
  target: "node20",
  entry: { server: "./src/server.ts" },
  devtool: "source-map",
  experiments: { outputModule: true },
  externalsType: "module",
  externals: ["fastify", /^@fastify\//],
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  module: { rules: [{ test: /\.ts$/, loader: "esbuild-loader", options: { target: "node20" } }] },
  output: {
    path: resolve(import.meta.dirname, "dist/webpack"),
    filename: "[name].js",
    module: true,
  },
  plugins: [inlineage()],
};
