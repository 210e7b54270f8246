import vue from "@vitejs/plugin-vue";
import inlineage from "unplugin-inlineage/vite";

export default { plugins: [vue(), inlineage()] };
