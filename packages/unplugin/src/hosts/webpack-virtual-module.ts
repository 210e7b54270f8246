import { InlineageError, type Manifest, moduleText } from "@inlineage/core";
import type { Compilation, Compiler, ExternalModule, Module } from "webpack";
import { VIRTUAL_ID } from "../virtual-module.js";
import { withoutStack } from "./webpack-error.js";

export interface VirtualModule {
  /** Answers requests for `virtual:versions` in one compilation, at first with no versions in it. */
  serve(compilation: Compilation, params: { normalModuleFactory: ModuleFactory }): void;
  /** Asks for the manifest, when the compilation holds the module at all, and builds the module again with it. */
  replace(compilation: Compilation, manifest: () => Promise<Manifest>): Promise<void>;
}

type ModuleFactory = ReturnType<Compiler["createNormalModuleFactory"]>;
type Content = { form: "text"; text: string } | { form: "failure"; error: InlineageError };

/** Before webpack's own `VirtualUrlPlugin`, which throws on every `virtual:` address it was not given. */
const EARLY = -10_000;
const SCHEME = "virtual";
/** The same exports as the real text has: importers are checked against these before they are replaced. */
const NO_VERSIONS: Content = { form: "text", text: moduleText(new Map()) };

export function createVirtualModule(compiler: Compiler, name: string): VirtualModule {
  const { ExternalModule, NormalModule, WebpackError } = compiler.webpack;
  const contents = new WeakMap<Compilation, Content>();

  const isVirtual = (module: Module) =>
    module instanceof NormalModule && module.resource === VIRTUAL_ID;
  const isVirtualExternal = (module: Module): module is ExternalModule =>
    module instanceof ExternalModule && module.userRequest === VIRTUAL_ID;

  return {
    serve(compilation, { normalModuleFactory }) {
      // Schemes are handled before any resolver runs, so a resolver plugin never sees this request.
      normalModuleFactory.hooks.resolveForScheme
        .for(SCHEME)
        .tap({ name, stage: EARLY }, ({ resource }) =>
          resource === VIRTUAL_ID ? true : undefined,
        );
      NormalModule.getCompilationHooks(compilation)
        .readResource.for(SCHEME)
        .tapAsync({ name, stage: EARLY }, (loaderContext, callback) => {
          if (loaderContext.resource !== VIRTUAL_ID) return callback();
          // The text follows the whole module graph and git: no cache, in memory or on disk, can tell when it is stale.
          loaderContext.cacheable(false);
          const content = contents.get(compilation) ?? NO_VERSIONS;
          if (content.form === "failure") return callback(withoutStack(content.error));
          callback(null, content.text);
        });
    },

    async replace(compilation, manifest) {
      const modules = [...compilation.modules];
      if (modules.some(isVirtualExternal)) {
        compilation.errors.push(new WebpackError(madeExternal().message));
      }
      const virtual = modules.filter(isVirtual);
      if (virtual.length === 0) return;
      contents.set(compilation, await contentFor(manifest));
      await Promise.all(virtual.map((module) => rebuild(compilation, module)));
    },
  };
}

async function contentFor(manifest: () => Promise<Manifest>): Promise<Content> {
  try {
    return { form: "text", text: moduleText(await manifest()) };
  } catch (error) {
    if (error instanceof InlineageError) return { form: "failure", error };
    throw error;
  }
}

function rebuild(compilation: Compilation, module: Module): Promise<void> {
  return new Promise((resolve, reject) => {
    compilation.rebuildModule(module, (error) => (error ? reject(error) : resolve()));
  });
}

function madeExternal(): InlineageError {
  return new InlineageError({
    code: "HOST_LIMIT",
    message: `${VIRTUAL_ID} was made external by the option "externals", so nothing provides it when the bundle runs`,
    remedy: `let "externals" leave out ${VIRTUAL_ID}.`,
  });
}
