import inlineage from "unplugin-inlineage/vite";

export default { root: "tests", plugins: [inlineage()] };
