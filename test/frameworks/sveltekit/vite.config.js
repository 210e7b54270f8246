import adapter from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import inlineage from "unplugin-inlineage/vite";

export default { plugins: [sveltekit({ adapter: adapter() }), inlineage()] };
