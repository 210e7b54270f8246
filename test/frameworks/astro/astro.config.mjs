import { defineConfig } from "astro/config";
import inlineage from "unplugin-inlineage/vite";

export default defineConfig({ vite: { plugins: [inlineage()] } });
