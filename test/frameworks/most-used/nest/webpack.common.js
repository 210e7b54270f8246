const { default: inlineage } = require("unplugin-inlineage/webpack");

/** Packages stay outside of the bundle, as `nest build --webpack` has it. */
const isPackage = ({ request }) =>
  /^[@\w]/.test(request) && !/^(?:virtual:|@inlineage\/)/.test(request);

module.exports = (name, use) => ({
  mode: "production",
  target: "node20",
  entry: { [name]: "./src/main.ts" },
  resolve: { extensions: [".ts", ".js"] },
  externals: async (module) => (isPackage(module) ? `commonjs ${module.request}` : undefined),
  module: { rules: [{ test: /\.ts$/, use }] },
  plugins: [inlineage()],
});
