import inlineage from "unplugin-inlineage/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [inlineage()],
  ssr: {
    noExternal: true,
    external: ["fastify", "@fastify/swagger", "@fastify/swagger-ui"],
  },
  build: {
    ssr: "src/server.ts",
    outDir: "dist/vite",
    target: "node20",
    sourcemap: true,
  },
});
