import {
  type Build,
  createBuild,
  type ErasedSource,
  InlineageError,
  type MarkFunction,
  PACKAGE_ID,
} from "@inlineage/core";
import type { LoaderContext } from "webpack";
import { withoutStack } from "./error.js";

export interface EraseOptions {
  root: string;
  marks: readonly MarkFunction[];
  /** Absent in the worker processes of `thread-loader`, where only what JSON can express arrives. */
  transform?: Build["transform"];
}

type Context = LoaderContext<EraseOptions>;
type SourceMap = Exclude<Parameters<Context["callback"]>[2], string | null | undefined>;
type InputMap = SourceMap | string | undefined;

/** Erases the marks of one module; leaves it alone when it is not code (`type: "asset/source"`). */
export default function eraseMarks(this: Context, code: string, inputMap: InputMap): void {
  if (this._module && !this._module.type.startsWith("javascript/")) {
    this.callback(null, code, inputMap);
    return;
  }
  // Caches take everything below `node_modules` for what it was, and this is a link to sources of the user's own.
  if (PACKAGE_ID.test(this.resourcePath)) this.cacheable(false);
  try {
    const options = this.getOptions();
    const transform = options.transform ?? workerBuild(options).transform;
    const erased = transform(code, this.resourcePath);
    if (erased) this.callback(null, erased.code, erasedMap(this, code, erased, inputMap));
    else this.callback(null, code, inputMap);
  } catch (error) {
    this.callback(error instanceof InlineageError ? withoutStack(error.message) : (error as Error));
  }
}

function erasedMap(
  { resourcePath, sourceMap, _compiler }: Context,
  code: string,
  erased: ErasedSource,
  inputMap: InputMap,
): SourceMap | undefined {
  if (sourceMap === false) return undefined;
  const { mappings, names } = erased.map;
  const map: SourceMap = {
    version: 3,
    file: resourcePath,
    sources: [resourcePath],
    sourcesContent: [code],
    names,
    mappings,
  };
  // `thread-loader` gives its workers a compiler without the bundler in it.
  const sources = _compiler?.webpack?.sources;
  if (!inputMap || !sources) return map;
  const { SourceMapSource } = sources;
  return new SourceMapSource(erased.code, resourcePath, map, code, inputMap).map() ?? map;
}

const workerBuilds = new Map<string, Build>();

/** What such a worker finds is lost with it; the main process finds it again by reading the file. */
function workerBuild({ root, marks }: EraseOptions): Build {
  const key = JSON.stringify([root, marks]);
  const build = workerBuilds.get(key) ?? createBuild({ root, marks, strict: false, warn() {} });
  workerBuilds.set(key, build);
  return build;
}
