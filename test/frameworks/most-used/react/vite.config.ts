import react from "@vitejs/plugin-react";
import inlineage from "unplugin-inlineage/vite";
import tsconfigPaths from "vite-tsconfig-paths";

export default { plugins: [tsconfigPaths(), react(), inlineage()] };
