import inlineage from "unplugin-inlineage/rolldown";

export default {
  input: "src/server.ts",
  platform: "node",
  external: ["fastify", /^@fastify\//],
  plugins: [inlineage()],
  output: { dir: "dist/rolldown", sourcemap: true },
};
