import nitroInlineage from "unplugin-inlineage/rollup";
import inlineage from "unplugin-inlineage/vite";

export default defineNuxtConfig({
  compatibilityDate: "2026-01-01",
  telemetry: false,
  vite: { plugins: [inlineage()] },
  nitro: { rollupConfig: { plugins: [nitroInlineage()] } },
});
