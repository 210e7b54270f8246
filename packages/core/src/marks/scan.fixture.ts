import { createMarkScanner, type MarkFunction, type ScannedModule } from "./mark-scanner.js";

export const ROOT = "/project";
export const RUNTIME = "@inlineage/runtime";
export const IMPORT = `import { tracked } from "${RUNTIME}";\n`;

export interface ScanOptions {
  /** Relative to {@link ROOT}. */
  file?: string | undefined;
  functions?: readonly MarkFunction[] | undefined;
  /** Whether the code is a block that was taken out of a component. */
  isBlock?: boolean | undefined;
}

export function scan(
  code: string,
  { file = "module.ts", functions = [], isBlock }: ScanOptions = {},
): ScannedModule {
  return createMarkScanner({ root: ROOT, functions }).scan(code, `${ROOT}/${file}`, isBlock);
}

/** Each definition in one line: `kind name line:column`. */
export function definitionsOf(code: string, options?: ScanOptions): string[] {
  return scan(code, options).definitions.map(
    ({ name, kind, line, column }) => `${kind} ${name} ${line}:${column}`,
  );
}

/** The module without its marks; itself when it has none. */
export function erased(code: string, options?: ScanOptions): string {
  return scan(code, options).erase()?.code ?? code;
}
