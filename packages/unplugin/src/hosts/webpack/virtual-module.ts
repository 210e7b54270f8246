import { fileURLToPath } from "node:url";
import { InlineageError, type Manifest, moduleText } from "@inlineage/core";
import { VIRTUAL_ID } from "../../virtual-module.js";
import type { Compilation, Compiler, ExternalModule, Module, NormalModule } from "./compiler.js";
import { withoutStack } from "./error.js";
import type { VirtualModuleOptions } from "./virtual-loader.js";

export interface VirtualModule {
  /**
   * Asks for the manifest, if the compilation has the module at all, and builds the module again with it.
   *
   * @param modules all that the compilation has
   */
  replaceIn(
    compilation: Compilation,
    modules: readonly Module[],
    manifest: () => Promise<Manifest>,
  ): Promise<void>;
}

type Content = { form: "text"; text: string } | { form: "failure"; error: InlineageError };

const LOADER = fileURLToPath(new URL("./virtual-loader.js", import.meta.url));

/** The same exports as the real text has: importers are checked against these before they are replaced. */
const NO_VERSIONS: Content = { form: "text", text: moduleText(new Map()) };

/**
 * Serves `virtual:versions`, and no other `virtual:` address, through a loader: these addresses are out of the
 * reach of resolvers, and Rspack has no hook that reads them.
 *
 * @param onFirstLoad called when the module graph has come to hold the module
 */
export function addVirtualModule<C extends Compilation>(
  { options, webpack }: Compiler<C>,
  name: string,
  onFirstLoad: () => void,
): VirtualModule {
  const contents = new WeakMap<Compilation, Content>();
  const loaderOptions: VirtualModuleOptions = {
    textIn(compilation) {
      const content = contents.get(compilation) ?? NO_VERSIONS;
      if (content === NO_VERSIONS) onFirstLoad();
      if (content.form === "failure") throw content.error;
      return content.text;
    },
  };
  // The first of the `post` rules: its loader is the first that is asked.
  options.module.rules.unshift({
    enforce: "post",
    resource: new RegExp(`^${VIRTUAL_ID}$`),
    use: [{ loader: LOADER, ident: `${name}/virtual`, options: loaderOptions }],
  });

  const isVirtual = (module: Module) =>
    module instanceof webpack.NormalModule && (module as NormalModule).resource === VIRTUAL_ID;
  const isVirtualExternal = (module: Module) =>
    module instanceof webpack.ExternalModule &&
    (module as ExternalModule).userRequest === VIRTUAL_ID;

  return {
    async replaceIn(compilation, modules, manifest) {
      if (modules.some(isVirtualExternal)) {
        compilation.errors.push(withoutStack(madeExternal().message));
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
