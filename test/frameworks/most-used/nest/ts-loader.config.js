module.exports = require("./webpack.common.js")("ts-loader", ["ts-loader"]);
