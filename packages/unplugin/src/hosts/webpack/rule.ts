import { fileURLToPath } from "node:url";
import { PACKAGE_ID } from "@inlineage/core";
import type { PluginContext } from "../../context.js";
import type { Compilation, Compiler } from "./compiler.js";
import type { EraseOptions } from "./loader.js";

export interface MarkRule {
  /** Whether it is known without reading this file that core gets no definitions from it that it hasn't. */
  wasTransformed(id: string): boolean;
  /** Has core refuse, as the bundler won't, the marks of this file that can't be honoured. */
  refuseLater(id: string): void;
}

const LOADER = fileURLToPath(new URL("./loader.js", import.meta.url));

/**
 * Has the marks erased from the source as it is on disk. As the last rule of the `pre` loaders, ours runs first of
 * all: loaders run from the last to the first. Inline requests keep their meaning: `!!raw-loader!./file.js` asks
 * for the file without any configured loader, marks included.
 *
 * @param mayHoldMarks told of files with the name of a source; keeps the loader off the modules without marks
 */
export function addMarkRule<C extends Compilation>(
  { context: root, hooks, options }: Compiler<C>,
  context: PluginContext,
  mayHoldMarks: (file: string) => boolean,
  name: string,
): MarkRule {
  const transformed = new Set<string>();
  const refused = new Set<string>();
  const loaderOptions: EraseOptions = {
    root,
    marks: context.options.marks,
    transform(code, id) {
      transformed.add(id);
      refused.add(id);
      const erased = context.build.transform(code, id);
      refused.delete(id);
      return erased;
    },
  };
  // A rule is asked once for each import of a file, and not at all for a module that watching left as it was.
  const answers = new Map<string, { compilation: number; candidate: boolean }>();
  let compilation = 0;
  hooks.thisCompilation.tap(name, () => {
    compilation += 1;
    context.build.begin();
  });

  function ask(file: string): boolean {
    const candidate = context.build.isCandidateId(file) && mayHoldMarks(file);
    answers.set(file, { compilation, candidate });
    return candidate;
  }

  function isCandidate(file: string): boolean {
    // webpack tries rules on made-up names to choose its defaults, before it is known whether it will watch.
    if (compilation === 0) return false;
    const answer = answers.get(file);
    if (answer?.compilation === compilation) return answer.candidate;
    const candidate = ask(file);
    // What core knows from reading: no transform says when that is out of date.
    if (!candidate) transformed.delete(file);
    if (!transformed.has(file)) context.build.forget(file);
    return candidate;
  }

  options.module.rules.push({
    // Apart, as Rspack answers this itself, without a call into JavaScript.
    exclude: options.resolve.symlinks === false ? [] : PACKAGE_ID,
    rules: [
      {
        enforce: "pre",
        test: isCandidate,
        use: [{ loader: LOADER, ident: name, options: loaderOptions }],
      },
    ],
  });
  return {
    wasTransformed(id) {
      // Not `transformed`: core may have been told to forget a file that was touched, and is then taken from a cache.
      if (refused.has(id)) return true;
      // Not asked about in this process: Rspack restored the module from its cache.
      return !(answers.get(id)?.candidate ?? ask(id));
    },
    refuseLater: (id) => refused.delete(id),
  };
}
