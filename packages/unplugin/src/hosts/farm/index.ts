import {
  InlineageError,
  type Manifest,
  type ModuleGraph,
  SOURCE_ID,
  versionsExpression,
} from "@inlineage/core";
import type { PluginContext } from "../../context.js";
import { VIRTUAL_ID } from "../../virtual-module.js";
import { withoutTrace } from "../../without-trace.js";
import { renderConstants } from "../rollup/render-constants.js";
import {
  createPlaceholders,
  type PlaceholderRange,
} from "../rollup/render-constants-placeholder.js";
import type { FarmCompiler, FarmPlugin } from "./plugin.js";

const CODE = new Set(["js", "jsx", "ts", "tsx"]);
/** Always the same: the hashes in file names are taken over them. */
const PLACEHOLDERS = createPlaceholders("OF_THIS_BUNDLE");

/**
 * Farm's part of the plugin: as for Rollup, a placeholder stands for the constants until the module graph is
 * complete. Its files are loaded by one another's names, so all these names follow the constants.
 */
export function farmHost(context: PluginContext): Omit<FarmPlugin, "name" | "priority"> {
  let root = process.cwd();
  let compiler: FarmCompiler | undefined;
  let manifest: Manifest = new Map();

  return {
    // Farm's cache keeps what was rendered, constants included, and no hook is asked about it.
    config: (config) => ({
      ...config,
      compilation: { ...config.compilation, persistentCache: false },
    }),

    configResolved(config) {
      root = config.root;
      context.start(root, (message) => console.warn(`[unplugin-inlineage] ${message}`));
    },

    configureCompiler(made) {
      compiler = made;
    },

    resolve: {
      filters: { sources: [`^${VIRTUAL_ID}$`], importers: [".*"] },
      executor: () => ({
        resolvedPath: VIRTUAL_ID,
        query: [],
        sideEffects: false,
        external: false,
        meta: {},
      }),
    },

    load: {
      filters: { resolvedPaths: [`^${VIRTUAL_ID}$`] },
      executor() {
        context.build.expectFinalize();
        return { content: PLACEHOLDERS.module, moduleType: "js" };
      },
    },

    transform: {
      filters: { resolvedPaths: [SOURCE_ID.source], moduleTypes: [] },
      executor({ content, moduleType, resolvedPath = "" }) {
        if (!CODE.has(moduleType)) return undefined;
        const erased = context.build.transform(content, resolvedPath);
        if (!erased) return undefined;
        const { names, mappings } = erased.map;
        const sources = { sources: [resolvedPath], sourcesContent: [content] };
        const sourceMap = JSON.stringify({ version: 3, ...sources, names, mappings });
        return { content: erased.code, moduleType, sourceMap };
      },
    },

    buildEnd: {
      async executor() {
        if (compiler) manifest = await context.build.finalize(graphOf(compiler, root));
      },
    },

    renderResourcePot: {
      filters: { resourcePotTypes: ["js"], moduleIds: [] },
      executor({ content }) {
        const ranges = PLACEHOLDERS.rangesIn(content);
        if (ranges.length === 0) return undefined;
        if (ranges.some(isSecond)) refuse();
        const request = { code: content, ranges, manifest, sourcemap: true };
        const { code, map } = renderConstants(request);
        return map ? { content: code, sourceMap: map.toString() } : { content: code };
      },
    },

    augmentResourceHash: {
      filters: { resourcePotTypes: ["js"], moduleIds: [] },
      executor: () => versionsExpression(manifest),
    },
  };
}

/** Farm tells who imports a module: the other way round than it is asked for. */
function graphOf(compiler: FarmCompiler, root: string): ModuleGraph {
  const ids = compiler.resolvedModulePaths(root);
  let imported: Map<string, string[]> | undefined;
  return {
    ids,
    importsOf(id) {
      imported ??= importsIn(compiler, ids);
      return imported.get(id) ?? [];
    },
  };
}

function importsIn(compiler: FarmCompiler, ids: readonly string[]): Map<string, string[]> {
  const imported = new Map<string, string[]>();
  for (const id of ids) {
    for (const importer of compiler.getParentFiles(id)) {
      const others = imported.get(importer);
      if (others) others.push(id);
      else imported.set(importer, [id]);
    }
  }
  return imported;
}

function isSecond({ exported }: PlaceholderRange, index: number, all: readonly PlaceholderRange[]) {
  return all.findIndex((range) => range.exported === exported) !== index;
}

/** Farm has no parser for plugins. */
function refuse(): never {
  throw withoutTrace(
    new InlineageError({
      code: "HOST_LIMIT",
      message: "a string in this bundle reads like the placeholder of the constants",
      remedy: "write that string in another way.",
    }),
  );
}
