import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InlineageError, moduleText, PACKAGE_ID, SOURCE_ID } from "@inlineage/core";
import type { PluginContext } from "../../context.js";
import { VIRTUAL_ID } from "../../virtual-module.js";
import { withoutTrace } from "../../without-trace.js";
import { isSecondInstance, SECOND_INSTANCE } from "../second-instance.js";
import type { BuildResult, BunBuilder } from "./builder.js";

const NAME = "unplugin-inlineage";

/** Matched outside of JavaScript: what lies in packages costs nothing. */
const CANDIDATE = new RegExp(`^(?![^]*${PACKAGE_ID.source})[^]*${SOURCE_ID.source}`);
/** What Bun reads itself. Anything else (`Page.vue`) is another plugin's to load, and keeps its marks. */
const CODE = /\.[cm]?[jt]sx?$/;

/**
 * Bun's part of the plugin. Bun itself says when the module graph is complete (`defer`), so the constants are there
 * before it links, minifies and hashes.
 */
export function bunHost(context: PluginContext): { setup(builder: BunBuilder): void } {
  const host = {
    setup(builder: BunBuilder) {
      if (!builder.config) throw withoutTrace(atRunTime());
      if (isSecondInstance(builder.config.plugins ?? [], "setup", host.setup)) {
        console.warn(`[${NAME}] ${SECOND_INSTANCE}`);
        return;
      }
      // Has Bun list what it built, however it came by it.
      builder.config.metafile ??= true;
      const root = process.cwd();
      context.start(root, (message) => console.warn(`[${NAME}] ${message}`));
      const loaded = new Set<string>();

      builder.onResolve({ filter: new RegExp(`^${VIRTUAL_ID}$`) }, () => ({
        path: VIRTUAL_ID,
        namespace: NAME,
      }));

      builder.onLoad({ filter: /.*/, namespace: NAME }, async ({ defer }) => {
        context.build.expectFinalize();
        await defer();
        const graph = { ids: loaded, importsOf: refuseToFollow };
        return { contents: moduleText(await context.build.finalize(graph)), loader: "js" };
      });

      builder.onLoad({ filter: CANDIDATE, namespace: "file" }, ({ path, loader }) => {
        loaded.add(path);
        if (!CODE.test(path)) return undefined;
        const erased = context.build.transform(readFileSync(path, "utf8"), path);
        return erased && { contents: erased.code, loader };
      });

      builder.onEnd((result) => {
        const missed = missedFile(result, root, loaded, context);
        if (missed !== undefined) throw withoutTrace(loadedByAnother(missed));
      });
    },
  };
  return host;
}

/** Bun asks the plugins for a file one after the other, up to the first that gives it. */
function missedFile(
  { success, metafile }: BuildResult,
  root: string,
  loaded: ReadonlySet<string>,
  { build }: PluginContext,
): string | undefined {
  if (!success) return undefined;
  return Object.keys(metafile?.inputs ?? {})
    .map((input) => resolve(root, input))
    .filter((file) => CANDIDATE.test(file) && !loaded.has(file))
    .find((file) => build.mayHoldMarks(readSource(file)));
}

/** Empty for what is no file: plugins make modules up. */
function readSource(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function loadedByAnother(file: string): InlineageError {
  return new InlineageError({
    code: "HOST_LIMIT",
    message: "another plugin loads this file, so its marks stay and its versions are not known",
    remedy: "put inlineage() before that plugin: Bun shows a file to one plugin only.",
    location: { file },
  });
}

/** Asked for closures and packages only. A build in the build would tell, but Bun does them one after the other. */
function refuseToFollow(): never {
  throw new InlineageError({
    code: "HOST_LIMIT",
    message:
      "Bun tells which module imports which only when it has built them, too late for closures and packages",
    remedy:
      'leave the scope at "file" and "packages" out, or build with one of the other bundlers.',
  });
}

function atRunTime(): InlineageError {
  return new InlineageError({
    code: "HOST_LIMIT",
    message: "Bun.plugin() loads modules one by one, so what a bundle would hold is never known",
    remedy:
      "give the plugin to Bun.build(); without it, tracked() changes nothing when Bun runs the sources.",
  });
}
