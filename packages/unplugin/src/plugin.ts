import { createUnplugin, type UnpluginInstance } from "unplugin";
import { createContext } from "./context.js";
import { bunHost } from "./hosts/bun/index.js";
import { esbuildHost } from "./hosts/esbuild/index.js";
import { rollupHost } from "./hosts/rollup/index.js";
import { rsbuildHost } from "./hosts/rsbuild/index.js";
import { rspackHost } from "./hosts/rspack/index.js";
import { viteHost } from "./hosts/vite/index.js";
import { webpackHost } from "./hosts/webpack/index.js";
import { type Options, resolveOptions } from "./options.js";
import { withoutTrace } from "./without-trace.js";

/**
 * One plugin for every bundler. Each host brings its own transform: all of them have to see sources before anyone
 * lowers or refuses decorators, and each bundler has its own way to say so.
 */
export const inlineage: UnpluginInstance<Options | undefined, false> = createUnplugin((options) => {
  const context = createContext(checked(options));
  return {
    name: "unplugin-inlineage",
    enforce: "pre",
    watchChange: (id) => context.build.forget(id),
    rollup: rollupHost(context),
    rolldown: rollupHost(context),
    vite: viteHost(context, () => inlineage.vite(options)),
    webpack: webpackHost(context),
    rspack: rspackHost(context),
    rsbuild: rsbuildHost(context),
    esbuild: esbuildHost(context),
    bun: bunHost(context),
  };
});

function checked(options: Options | undefined) {
  try {
    return resolveOptions(options);
  } catch (error) {
    throw withoutTrace(error);
  }
}
