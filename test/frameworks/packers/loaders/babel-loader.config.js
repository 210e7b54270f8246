const options = {
  presets: ["@babel/preset-typescript"],
  plugins: [["@babel/plugin-proposal-decorators", { version: "2023-11" }]],
};

module.exports = require("./webpack.common.js")("babel-loader", [
  { loader: "babel-loader", options },
]);
