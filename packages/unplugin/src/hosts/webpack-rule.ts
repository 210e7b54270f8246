import { fileURLToPath } from "node:url";
import type { RuleSetRule } from "webpack";
import type { PluginContext } from "../context.js";
import type { EraseOptions } from "./webpack-loader.js";

export interface MarkRule {
  rule: RuleSetRule;
  /** Whether the loader ran on this file in this process. */
  wasTransformed(id: string): boolean;
}

const LOADER = fileURLToPath(new URL("./webpack-loader.js", import.meta.url));

/**
 * Has the marks erased from the source as it is on disk. As the last rule of the `pre` loaders, ours runs first of
 * all: loaders run from the last to the first. Inline requests keep their meaning: `!!raw-loader!./file.js` asks
 * for the file without any configured loader, marks included.
 */
export function markRule(root: string, context: PluginContext): MarkRule {
  const transformed = new Set<string>();
  const options: EraseOptions = {
    root,
    marks: context.options.marks,
    transform(code, id) {
      transformed.add(id);
      return context.build.transform(code, id);
    },
  };
  return {
    rule: {
      enforce: "pre",
      test: (path) => context.build.isCandidateId(path),
      use: [{ loader: LOADER, ident: "unplugin-inlineage", options }],
    },
    wasTransformed: (id) => transformed.has(id),
  };
}
