const { default: inlineage } = require("unplugin-inlineage/webpack");

module.exports = ({ externals, plugins, ...options }) => ({
  ...options,
  externals,
  plugins: [...plugins, inlineage()],
});
