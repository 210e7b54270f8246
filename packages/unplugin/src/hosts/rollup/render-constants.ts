import { type Manifest, manifestExpression, versionsExpression } from "@inlineage/core";
import MagicString, { type SourceMap } from "magic-string";
import {
  findPlaceholder,
  PLACEHOLDERS,
  type PlaceholderRange,
} from "./render-constants-placeholder.js";

export interface RenderRequest {
  /** The chunk's code. */
  code: string;
  /** The exports of the virtual module whose values are in this chunk, after tree-shaking. */
  renderedExports: readonly string[];
  manifest: Manifest;
  /** Whether the output has a source map. */
  sourcemap: boolean;
  /** The bundler's own parser, asked only when the text alone is ambiguous. */
  parse(code: string): unknown;
}

export interface RenderedChunk {
  code: string;
  /** `null` when the map the chunk has so far stays exact. */
  map: SourceMap | null;
}

/** What may follow a placeholder on its line for no position of other code to move. */
const LINE_END = /^[);,\s]*$/;

/**
 * Puts the constants where the placeholders are.
 *
 * @returns the chunk with its constants, or `undefined` when it holds no placeholder
 */
export function renderConstants(request: RenderRequest): RenderedChunk | undefined {
  const { code, manifest, sourcemap } = request;
  const ranges = placeholdersIn(request);
  if (ranges.length === 0) return undefined;

  const rendered = new MagicString(code);
  for (const { start, end, exported } of ranges) {
    const constant =
      exported === "default" ? versionsExpression(manifest) : manifestExpression(manifest);
    rendered.overwrite(start, end, constant);
  }
  const moved = !ranges.every((range) => endsItsLine(code, range));
  return {
    code: rendered.toString(),
    map: sourcemap && moved ? rendered.generateMap({ hires: "boundary" }) : null,
  };
}

function placeholdersIn({ code, renderedExports, parse }: RenderRequest) {
  return PLACEHOLDERS.flatMap((placeholder) => {
    if (!renderedExports.includes(placeholder.exported)) return [];
    const range: PlaceholderRange | undefined = findPlaceholder(code, placeholder, parse);
    return range ? [{ ...range, exported: placeholder.exported }] : [];
  });
}

/** The constants are one line, so lines move only when a placeholder was spread over several. */
function endsItsLine(code: string, { start, end }: PlaceholderRange): boolean {
  const lineBreak = code.indexOf("\n", start);
  const lineEnd = lineBreak === -1 ? code.length : lineBreak;
  return lineEnd >= end && LINE_END.test(code.slice(end, lineEnd));
}
