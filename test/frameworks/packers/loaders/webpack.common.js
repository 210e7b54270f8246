const { default: inlineage } = require("unplugin-inlineage/webpack");

module.exports = (name, use) => ({
  mode: "production",
  target: "node20",
  entry: { [name]: "./src/main.ts" },
  resolve: { extensions: [".ts", ".js"], extensionAlias: { ".js": [".ts", ".js"] } },
  module: { rules: [{ test: /\.ts$/, exclude: /node_modules/, use }] },
  plugins: [inlineage()],
});
