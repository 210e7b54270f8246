const { VueLoaderPlugin } = require("vue-loader");
const common = require("./webpack.common.js");

const esbuildLoader = { loader: "esbuild-loader", options: { loader: "ts", target: "es2022" } };
const vueLoader = { test: /\.vue$/, loader: "vue-loader", options: { isServerBuild: true } };
const config = common("vue-loader", [esbuildLoader]);

module.exports = {
  ...config,
  entry: { "vue-loader": "./src/page.ts" },
  externals: { vue: "commonjs vue", "vue/server-renderer": "commonjs vue/server-renderer" },
  module: { rules: [...config.module.rules, vueLoader] },
  plugins: [...config.plugins, new VueLoaderPlugin()],
};
