import { parse } from "@babel/parser";
import { type TransformOptions, transformSync } from "esbuild";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprintOf } from "./fingerprint.js";
import { ODD_SOURCES, ownSources, type Source } from "./sources.fixture.js";

interface Token {
  start: number;
  end: number;
}

interface TokenizedSource extends Source {
  tokens: readonly Token[];
}

function withTokens({ code, file }: Source): TokenizedSource {
  const { tokens } = parse(code, {
    sourceType: "module",
    tokens: true,
    errorRecovery: true,
    plugins: ["typescript", "jsx", ["decorators", {}], "decoratorAutoAccessors"],
  });
  return { code, file, tokens: (tokens ?? []).filter(({ start, end }) => end > start) };
}

const COMPILER: TransformOptions = {
  jsx: "preserve",
  legalComments: "none",
  logLevel: "silent",
  target: "esnext",
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
};

/**
 * What esbuild leaves of a module: neither types nor comments nor white space. As a judge it knows nothing of Babel.
 *
 * @returns `undefined` for code it refuses
 */
function whatRuns({ code, file }: Source): string | undefined {
  try {
    const loader = file.endsWith("ts") ? "ts" : "tsx";
    const { code: output } = transformSync(code, { ...COMPILER, loader, minifyWhitespace: true });
    // It keeps empty statements, also behind a `case`.
    return output.replaceAll(/[\s;]*;\s*(?=\}|$)|(?<=^|[;{}:])\s*;/g, "");
  } catch {
    return undefined;
  }
}

/** JSX is left to tables: esbuild keeps its white space. */
const SOURCES: readonly TokenizedSource[] = [
  ...ODD_SOURCES.filter(({ file }) => !file.endsWith("x")),
  ...ownSources(12),
].map(withTokens);

/** One edit: a token left out, in place of another or beside it, or one character of it changed. */
const edits: fc.Arbitrary<{ before: Source; after: Source }> = fc
  .tuple(fc.constantFrom(...SOURCES), fc.nat(), fc.nat(), fc.constantFrom(0, 1, 2, 3))
  .map(([{ code, file, tokens }, here, there, kind]) => {
    const { start, end } = tokens[here % tokens.length] as Token;
    const other = tokens[there % tokens.length] as Token;
    const word = code.slice(other.start, other.end);
    const at = start + (there % (end - start));
    const edited = [
      code.slice(0, start) + code.slice(end),
      code.slice(0, start) + word + code.slice(end),
      `${code.slice(0, start)}${word} ${code.slice(start)}`,
      code.slice(0, at) + another(code.charAt(at)) + code.slice(at + 1),
    ][kind] as string;
    return { before: { code, file }, after: { code: edited, file } };
  });

function another(character: string): string {
  if (/[0-8]/.test(character)) return String(Number(character) + 1);
  return /[a-y]/.test(character) ? "z" : character.repeat(2);
}

test("an edit that changes what runs moves the fingerprint", () => {
  fc.assert(
    fc.property(edits, ({ before, after }) => {
      const output = whatRuns(after);
      fc.pre(output !== undefined && output !== whatRuns(before));
      expect(fingerprintOf(after.code, after.file)).not.toBe(
        fingerprintOf(before.code, before.file),
      );
    }),
    { numRuns: 100, maxSkipsPerRun: 50 },
  );
});

test("a module has the fingerprint of what a compiler leaves of it", () => {
  let compared = 0;
  for (const { code, file } of ownSources(5)) {
    const { code: compiled } = transformSync(code, { ...COMPILER, loader: "ts" });
    // esbuild has ways of its own to say `undefined` and a text with many quotes, and renames what hides a later name.
    const isRespelt =
      /void 0/.test(code) ||
      countOf("`", code) !== countOf("`", compiled) ||
      numberedNames(compiled).some((name) => !code.includes(name));
    if (isRespelt) continue;
    compared++;
    const asWritten = compiled.replaceAll("void 0", "undefined");
    expect(fingerprintOf(asWritten, "a.js"), file).toBe(fingerprintOf(code, file));
  }
  expect(compared).toBeGreaterThan(10);
});

function numberedNames(text: string): string[] {
  return text.match(/\b[A-Za-z]\w*\d\b/g) ?? [];
}

function countOf(part: string, text: string): number {
  return text.split(part).length - 1;
}
