import inlineage from "unplugin-inlineage/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [inlineage()],
  ssr: { noExternal: true, external: ["fastify", "kafkajs", "onnxruntime-web"] },
  build: {
    ssr: "src/churn/server.ts",
    outDir: "dist/kafka",
    target: "node20",
    sourcemap: true,
  },
});
