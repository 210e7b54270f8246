import { createHash } from "node:crypto";
import { InlineageError } from "../errors.js";
import type { UnmarkedNodes } from "../marks/erase-marks.js";
import { createMarkScanner, type MarkFunction, type MarkScanner } from "../marks/mark-scanner.js";
import { type ParsedSource, parseSource } from "../marks/parse-source.js";
import { canonicalModule } from "./canonical-module.js";
import { UnknownSyntaxError } from "./node-meaning.js";

export interface FingerprintOptions {
  /** The functions whose use is a mark, beside `tracked` of `@inlineage/runtime`. */
  marks?: readonly MarkFunction[] | undefined;
  /** Absolute path that relative mark modules start from. @default the root of the file system */
  root?: string | undefined;
}

/** Hashed with the content, so that fingerprints of another format are never taken for equal. */
const FORMAT = "inlineage-fingerprint-1";
export const SOURCE_NAME = /\.[cm]?[jt]sx?$/;
const JSON_NAME = /\.json$/;

/**
 * A hash over what a file means: the same after a formatter run, a comment, a change of types or a mark more or less,
 * another one after any change that can alter what the code does.
 *
 * JavaScript and TypeScript count by what runs. JSON counts by its values, in their order. Of any other file, every
 * byte counts, except that Windows line ends are Unix ones in text.
 *
 * @param file its name decides how the content is read
 * @returns SHA-256 in hex; `text:` and SHA-256 in hex for code that can't be read, of which every character counts
 */
export function fingerprintOf(
  content: string | Uint8Array,
  file: string,
  { marks = [], root = "/" }: FingerprintOptions = {},
): string {
  return fileFingerprint(content, file, createMarkScanner({ root, functions: marks }));
}

/** {@link fingerprintOf} with a scanner of one's own. */
export function fileFingerprint(
  content: string | Uint8Array,
  file: string,
  scanner: MarkScanner,
): string {
  if (SOURCE_NAME.test(file)) return sourceFingerprint(textOf(content), file, scanner);
  if (JSON_NAME.test(file)) return jsonFingerprint(textOf(content));
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return hash("bytes", withUnixLines(Buffer.from(bytes)));
}

function sourceFingerprint(code: string, file: string, scanner: MarkScanner): string {
  const text = readMeaning(code, file, scanner);
  return text === undefined ? textFingerprint(code) : hash("module", text);
}

/** @returns `undefined` for code that the parser refuses, or that holds what fingerprints don't know of */
function readMeaning(code: string, file: string, scanner: MarkScanner): string | undefined {
  try {
    if (!scanner.mayHoldMarks(code)) return meaningOf(parseSource(code, file));
    const { source, unmarked } = scanner.scan(code, file);
    return meaningOf(source, unmarked());
  } catch (error) {
    const isUnreadable =
      error instanceof InlineageError ||
      error instanceof UnknownSyntaxError ||
      // The parser is recursive.
      error instanceof RangeError;
    if (isUnreadable) return undefined;
    throw error;
  }
}

function meaningOf(source: ParsedSource, unmarked?: UnmarkedNodes): string | undefined {
  return source.isIncomplete ? undefined : canonicalModule(source, unmarked);
}

function jsonFingerprint(text: string): string {
  try {
    return hash("json", JSON.stringify(JSON.parse(text)));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return textFingerprint(text);
  }
}

function textFingerprint(text: string): string {
  return `text:${hash("text", text.replaceAll("\r\n", "\n"))}`;
}

/** Of a text that names several fingerprints. */
export function listFingerprint(list: string): string {
  return hash("list", list);
}

function hash(kind: string, content: string | Uint8Array): string {
  return createHash("sha256").update(`${FORMAT} ${kind}\n`).update(content).digest("hex");
}

function textOf(content: string | Uint8Array): string {
  const text = typeof content === "string" ? content : Buffer.from(content).toString("utf8");
  return text.replace(/^\uFEFF/, "");
}

/** As far as git looks for a byte that no text has. */
const LOOKED_AT = 8000;

function withUnixLines(bytes: Buffer): Uint8Array {
  if (bytes.subarray(0, LOOKED_AT).includes(0) || !bytes.includes("\r\n")) return bytes;
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
