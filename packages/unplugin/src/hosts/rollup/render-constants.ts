import { type Manifest, manifestExpression, versionsExpression } from "@inlineage/core";
import MagicString, { type SourceMap } from "magic-string";
import type { PlaceholderRange } from "./render-constants-placeholder.js";

export interface RenderRequest {
  /** The chunk's code. */
  code: string;
  /** Where the placeholders are in it. */
  ranges: readonly PlaceholderRange[];
  manifest: Manifest;
  /** Whether the output has a source map. */
  sourcemap: boolean;
}

export interface RenderedChunk {
  code: string;
  /** `null` when the map the chunk has so far stays exact. */
  map: SourceMap | null;
}

/** What may follow a placeholder on its line for no position of other code to move. */
const LINE_END = /^[);,\s]*$/;

/** Puts the constants where the placeholders are. */
export function renderConstants({
  code,
  ranges,
  manifest,
  sourcemap,
}: RenderRequest): RenderedChunk {
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

/** The constants are one line, so lines move only when a placeholder was spread over several. */
function endsItsLine(code: string, { start, end }: PlaceholderRange): boolean {
  const lineBreak = code.indexOf("\n", start);
  const lineEnd = lineBreak === -1 ? code.length : lineBreak;
  return lineEnd >= end && LINE_END.test(code.slice(end, lineEnd));
}
