import type { Compiler } from "webpack";
import type { PluginContext } from "../context.js";
import { reachedModules } from "./webpack-graph.js";
import { markRule } from "./webpack-rule.js";
import { createVirtualModule } from "./webpack-virtual-module.js";

const NAME = "unplugin-inlineage";

/** After the plugins that add entries and modules in `finishMake`: HTML pages, module federation. */
const LATE = 10_000;

/**
 * Builds the virtual module twice: empty while the module graph grows, then again with the constants once it is
 * complete. What follows (concatenation, minification, content hashes, source maps) sees only these.
 */
export function webpackHost(context: PluginContext): (compiler: Compiler) => void {
  return (compiler) => {
    const logger = compiler.getInfrastructureLogger(NAME);
    context.start(compiler.context, (message) => logger.warn(message));

    const { rule, wasTransformed } = markRule(compiler, context, NAME);
    compiler.options.module.rules.push(rule);

    const virtualModule = createVirtualModule(compiler, NAME);
    // Not `thisCompilation`: child compilers have a module graph, and so constants, of their own.
    compiler.hooks.compilation.tap(NAME, virtualModule.serve);
    compiler.hooks.finishMake.tapPromise({ name: NAME, stage: LATE }, (compilation) =>
      virtualModule.replace(compilation, () => {
        context.start(compiler.context, (message) =>
          compilation.warnings.push(new compiler.webpack.WebpackError(message)),
        );
        return context.build.finalize(reachedModules(compiler, compilation, wasTransformed));
      }),
    );
  };
}
