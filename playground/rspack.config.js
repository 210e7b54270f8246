import { resolve } from "node:path";
import inlineage from "unplugin-inlineage/rspack";

export default {
  mode: "production",
  target: "node20",
  entry: { server: "./src/server.ts" },
  devtool: "source-map",
  externalsType: "module",
  externals: ["fastify", /^@fastify\//],
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: "builtin:swc-loader",
        options: { jsc: { parser: { syntax: "typescript" }, target: "es2022" } },
        type: "javascript/auto",
      },
    ],
  },
  output: {
    path: resolve(import.meta.dirname, "dist/rspack"),
    filename: "[name].js",
    module: true,
  },
  plugins: [inlineage()],
};
