module.exports = require("./webpack.common.js")("esbuild-loader", [
  { loader: "esbuild-loader", options: { target: "es2022" } },
]);
