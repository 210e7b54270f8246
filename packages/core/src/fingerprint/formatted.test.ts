import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { format, type Options } from "prettier";
import { expect, onTestFinished, test } from "vitest";
import { fingerprintOf } from "./fingerprint.js";
import { ODD_SOURCES, ownSources, type Source } from "./sources.fixture.js";

const SOURCES: readonly Source[] = [...ODD_SOURCES, ...ownSources(12)];

const prettierOptions: fc.Arbitrary<Options> = fc.record({
  arrowParens: fc.constantFrom("always", "avoid"),
  bracketSameLine: fc.boolean(),
  bracketSpacing: fc.boolean(),
  endOfLine: fc.constantFrom("lf", "crlf", "cr"),
  experimentalOperatorPosition: fc.constantFrom("start", "end"),
  experimentalTernaries: fc.boolean(),
  jsxSingleQuote: fc.boolean(),
  objectWrap: fc.constantFrom("preserve", "collapse"),
  printWidth: fc.constantFrom(20, 40, 80, 200),
  quoteProps: fc.constantFrom("as-needed", "consistent", "preserve"),
  semi: fc.boolean(),
  singleAttributePerLine: fc.boolean(),
  singleQuote: fc.boolean(),
  tabWidth: fc.constantFrom(1, 2, 8),
  trailingComma: fc.constantFrom("all", "es5", "none"),
  useTabs: fc.boolean(),
});

test("formatting with Prettier, however it is set, moves no fingerprint", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SOURCES), prettierOptions, async (source, options) => {
      const { code, file } = source;
      const formatted = await format(code, { ...options, filepath: file });
      expect(fingerprintOf(formatted, file)).toBe(fingerprintOf(code, file));
    }),
    { numRuns: 40 },
  );
});

test("formatting with Biome moves no fingerprint", () => {
  const folder = mkdtempSync(join(tmpdir(), "inlineage-biome-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const quotes = { quoteStyle: "single", jsxQuoteStyle: "single", semicolons: "asNeeded" };
  const style = { ...quotes, arrowParentheses: "asNeeded", trailingCommas: "none" };
  const settings = {
    formatter: { indentStyle: "tab", lineWidth: 40, lineEnding: "crlf" },
    javascript: { formatter: style, parser: { unsafeParameterDecoratorsEnabled: true } },
  };
  writeFileSync(join(folder, "biome.json"), JSON.stringify(settings));
  const copies = SOURCES.map(({ code, file }, index) => {
    const copy = join(folder, `${index}-${file.replaceAll(/[\\/]/g, "-")}`);
    writeFileSync(copy, code);
    return { copy, code };
  });
  const biome = join(import.meta.dirname, "../../../../node_modules/.bin/biome");
  execFileSync(biome, ["format", "--write", "--colors=off", "."], { cwd: folder, stdio: "pipe" });
  const formatted = copies.map(({ copy }) => readFileSync(copy, "utf8"));
  expect(formatted).not.toEqual(copies.map(({ code }) => code));
  for (const [index, { copy, code }] of copies.entries()) {
    expect(fingerprintOf(formatted[index] as string, copy), copy).toBe(fingerprintOf(code, copy));
  }
});
