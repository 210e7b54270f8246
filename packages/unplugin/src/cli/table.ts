import { styleText } from "node:util";
import stringWidth from "string-width";
import type { Terminal } from "./command.js";
import { printable } from "./printable.js";

export type Style = "red" | "green" | "yellow" | "dim" | "bold";

/** What stands in one field: text, or text with a style for terminals that have colours. */
export type Cell = string | { text: string; style: Style };

export interface Table {
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** The column that is cut where the terminal is too narrow for all. */
  flexible: number;
}

const GAP = "  ";
/** Narrower than this a column says nothing. */
const NARROWEST = 12;
const ELLIPSIS = "…";

/** @returns aligned columns, without spaces at the ends of lines; columns that are empty in every row are left out */
export function renderTable(
  { header, rows, flexible }: Table,
  { colour, columns }: Pick<Terminal, "colour" | "columns">,
): string {
  const isUsed = header.map((_, column) => rows.some((row) => textOf(row[column]) !== ""));
  const lines = [header.map((title): Cell => ({ text: title, style: "dim" })), ...rows];
  const widths = header.map((_, column) =>
    isUsed[column] ? Math.max(...lines.map((row) => stringWidth(textOf(row[column])))) : 0,
  );
  const total = widths.reduce((sum, width) => sum + (width > 0 ? width + GAP.length : 0), 0);
  const spare = columns === undefined ? 0 : columns - (total - GAP.length);
  const widest = widths[flexible] ?? 0;
  widths[flexible] = Math.min(widest, Math.max(NARROWEST, widest + spare));

  const fields = header.map((_, column) => column).filter((column) => isUsed[column]);
  return lines
    .map((row) =>
      fields
        .map((column, index) => {
          const width = widths[column] as number;
          const cell = row[column] ?? "";
          const text = fitted(textOf(cell), width);
          const last = index === fields.length - 1;
          const padding = last ? "" : " ".repeat(width - stringWidth(text));
          return `${typeof cell === "string" ? text : styled(cell.style, text, colour)}${padding}`;
        })
        .join(GAP)
        .trimEnd(),
    )
    .join("\n");
}

/** @returns the text in that style, where it may have one */
export function styled(style: Style, text: string, colour: boolean): string {
  return colour && text !== "" ? styleText(style, text, { validateStream: false }) : text;
}

function textOf(cell: Cell | undefined): string {
  return printable(typeof cell === "object" ? cell.text : (cell ?? ""));
}

function fitted(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}${ELLIPSIS}`;
}
