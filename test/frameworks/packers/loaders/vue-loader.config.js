const { VueLoaderPlugin } = require("vue-loader");
const common = require("./webpack.common.js");

const {
  module: rules,
  plugins,
  ...config
} = common("vue-loader", [{ loader: "esbuild-loader", options: { loader: "ts", target: "es2022" } }]);

module.exports = {
  ...config,
  entry: { "vue-loader": "./src/page.ts" },
  module: {
    rules: [
      ...rules.rules,
      { test: /\.vue$/, loader: "vue-loader", options: { isServerBuild: true } },
    ],
  },
  plugins: [...plugins, new VueLoaderPlugin()],
};
