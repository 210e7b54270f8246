import { fileURLToPath } from "node:url";
import type { Compiler, RuleSetRule } from "webpack";
import type { PluginContext } from "../context.js";
import type { EraseOptions } from "./webpack-loader.js";

export interface MarkRule {
  rule: RuleSetRule;
  /** Whether the definitions of this file, or that it has none, are known without reading it once more. */
  wasTransformed(id: string): boolean;
}

const LOADER = fileURLToPath(new URL("./webpack-loader.js", import.meta.url));

/**
 * Has the marks erased from the source as it is on disk. As the last rule of the `pre` loaders, ours runs first of
 * all: loaders run from the last to the first. Inline requests keep their meaning: `!!raw-loader!./file.js` asks
 * for the file without any configured loader, marks included.
 */
export function markRule(compiler: Compiler, context: PluginContext, name: string): MarkRule {
  const transformed = new Set<string>();
  const candidates = candidatesOf(compiler, context);
  const options: EraseOptions = {
    root: compiler.context,
    marks: context.options.marks,
    transform(code, id) {
      transformed.add(id);
      return context.build.transform(code, id);
    },
  };
  // By file, as a rule is asked once for each import of it.
  const known = new Map<string, boolean>();
  compiler.hooks.thisCompilation.tap(name, () => known.clear());

  function isCandidate(file: string): boolean {
    const before = known.get(file);
    if (before !== undefined) return before;
    const candidate = candidates(file);
    known.set(file, candidate);
    // What a read found in an earlier compilation: no transform says when it is out of date.
    if (!candidate || !transformed.has(file)) context.build.forget(file);
    return candidate;
  }

  return {
    rule: {
      enforce: "pre",
      test: isCandidate,
      use: [{ loader: LOADER, ident: name, options }],
    },
    wasTransformed: (id) => known.get(id) === false || transformed.has(id),
  };
}

/**
 * Asking the text first keeps the loader off the modules without marks: on 3,000 modules it costs a tenth of the
 * build, and this next to nothing, since webpack's file system keeps what was read for the module's own build.
 */
function candidatesOf({ options, inputFileSystem }: Compiler, { build }: PluginContext) {
  // Set by the user, as webpack's own default comes later: edited files then keep the loaders they had.
  if (options.module.unsafeCache) return (file: string) => build.isCandidateId(file);
  return (file: string) =>
    build.isCandidateId(file) && mayMatch(build.candidateText, inputFileSystem, file);
}

function mayMatch(text: RegExp, files: Compiler["inputFileSystem"], file: string): boolean {
  try {
    const content = files?.readFileSync?.(file);
    return content === undefined || text.test(content.toString());
  } catch {
    // Not on the disk (`file.ts!=!loader!other.vue`): the loader sees what there is instead.
    return true;
  }
}
