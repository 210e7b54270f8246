import { createUnplugin, type UnpluginInstance } from "unplugin";
import { createContext } from "./context.js";
import { esbuildHost } from "./hosts/esbuild/index.js";
import { rollupHost } from "./hosts/rollup.js";
import { rspackHost } from "./hosts/rspack.js";
import { viteHost } from "./hosts/vite.js";
import { webpackHost } from "./hosts/webpack.js";
import { type Options, resolveOptions } from "./options.js";
import { withoutTrace } from "./without-trace.js";

/** One plugin for every bundler. `enforce: "pre"` lets it see sources before anyone lowers or refuses decorators. */
export const inlineage: UnpluginInstance<Options | undefined, false> = createUnplugin(
  (options, { framework }) => {
    const context = createContext(checked(options));
    return {
      name: "unplugin-inlineage",
      enforce: "pre",
      // Hosts with a loader of their own: unplugin's would run after every other `pre` loader.
      ...(framework !== "webpack" &&
        framework !== "rspack" && {
          transform: {
            filter: {
              id: { include: /\.[cm]?[jt]sx?(?:\?|$)/, exclude: /[\\/]node_modules[\\/]/ },
            },
            handler: (code, id) => context.build.transform(code, id),
          },
        }),
      watchChange: (id) => context.build.forget(id),
      rollup: rollupHost(context),
      rolldown: rollupHost(context),
      vite: viteHost(context, () => inlineage.vite(options)),
      webpack: webpackHost(context),
      rspack: rspackHost(context),
      esbuild: esbuildHost(context),
    };
  },
);

function checked(options: Options | undefined) {
  try {
    return resolveOptions(options);
  } catch (error) {
    throw withoutTrace(error);
  }
}
