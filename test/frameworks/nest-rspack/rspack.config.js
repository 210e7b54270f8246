const { default: inlineage } = require("unplugin-inlineage/rspack");

module.exports = ({ plugins, ...options }) => ({ ...options, plugins: [...plugins, inlineage()] });
