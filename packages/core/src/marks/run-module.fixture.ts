import { transformSync } from "esbuild";
import { RUNTIME } from "./scan.fixture.js";

export interface Run {
  /** What the module printed. */
  printed: unknown[];
  /** The names in marks that were evaluated. */
  marked: string[];
}

export interface RunOptions {
  /** TypeScript's decorators before the standard. */
  experimentalDecorators?: boolean;
  jsx?: boolean;
}

/**
 * Runs a module as CommonJS, its types and decorators lowered by esbuild.
 *
 * The module can `print(...)`, and import the runtime: `tracked` returns what it is given, as it does without us.
 */
export function runModule(code: string, options: RunOptions = {}): Run {
  const { code: script } = transformSync(code, {
    loader: options.jsx ? "tsx" : "ts",
    format: "cjs",
    target: "es2022",
    jsxFactory: "jsx",
    logLevel: "silent",
    tsconfigRaw: {
      compilerOptions: { experimentalDecorators: options.experimentalDecorators ?? false },
    },
  });
  const printed: unknown[] = [];
  const marked: string[] = [];

  function tracked(...args: readonly unknown[]): unknown {
    const [first, second] = args;
    if (typeof first === "string") marked.push(first);
    if (args.length < 2) return typeof first === "function" ? first : () => undefined;
    return typeof first === "string" ? second : undefined;
  }

  const module = { exports: {} as Record<string, unknown> };
  const runtime = { tracked, VersionTracker: class VersionTracker {} };
  const body = script.replace(/^#!.*/, "");
  const evaluate = new Function("require", "module", "exports", "print", "jsx", body);
  evaluate(
    (specifier: string) => {
      if (specifier === RUNTIME) return runtime;
      throw new Error(`no module ${specifier}`);
    },
    module,
    module.exports,
    (...values: unknown[]) => printed.push(...values),
    (type: unknown, props: unknown, ...children: unknown[]) => ({ type, props, children }),
  );
  printed.push(Object.keys(module.exports).sort());
  return { printed, marked };
}
