import { sveltekit } from "@sveltejs/kit/vite";
import inlineage from "unplugin-inlineage/vite";

export default { plugins: [sveltekit(), inlineage()] };
