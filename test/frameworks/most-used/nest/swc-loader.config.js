const TerserPlugin = require("terser-webpack-plugin");

const options = {
  jsc: {
    parser: { syntax: "typescript", decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
};

module.exports = {
  ...require("./webpack.common.js")("swc-loader", [{ loader: "swc-loader", options }]),
  optimization: { minimizer: [new TerserPlugin({ minify: TerserPlugin.swcMinify })] },
};
