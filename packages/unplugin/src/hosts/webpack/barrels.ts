import type { Compiler } from "webpack";
import type { PluginContext } from "../../context.js";

/** After `SideEffectsFlagPlugin` has looked into package.json and the rules. */
const LATE = 10_000;

/**
 * Has first-party modules without side effects reach all that they re-export, as in every other bundler: webpack
 * (`lib/optimize/LazyBarrels.js`) never builds what nobody asks such a module for, so it would be missing from the
 * module graph. They count as having side effects while the graph grows, and as what they are when webpack starts
 * to optimize, so nothing is added to the output.
 */
export function reachThroughBarrels(
  compiler: Compiler,
  context: PluginContext,
  name: string,
): void {
  compiler.hooks.compilation.tap(name, (compilation, { normalModuleFactory }) => {
    // Not the modules: one that a cache restores takes over what is known of the new one it replaces.
    const changed = new Set<{ sideEffectFree?: boolean }>();
    normalModuleFactory.hooks.module.tap({ name, stage: LATE }, (module, { resource = "" }) => {
      const { factoryMeta } = module;
      if (factoryMeta?.sideEffectFree && context.build.isCandidateId(resource)) {
        factoryMeta.sideEffectFree = false;
        changed.add(factoryMeta);
      }
      return module;
    });
    compilation.hooks.seal.tap(name, () => {
      for (const factoryMeta of changed) factoryMeta.sideEffectFree = true;
      changed.clear();
    });
  });
}
