/** One benchmark's results, ready to print. */
export interface Table {
  title: string;
  /** What was measured and how, a sentence or two. */
  note: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Markdown that is aligned as plain text too; the first column to the left, numbers to the right. */
export function formatTable({ title, note, columns, rows }: Table): string {
  const lines = [columns, ...rows];
  const widths = columns.map((_, column) =>
    Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const format = (cells: readonly string[]) => {
    const padded = widths.map((width, column) => {
      const cell = cells[column] ?? "";
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  const body = [format(columns), `| ${rule.join(" | ")} |`, ...rows.map(format)];
  return `## ${title}\n\n${note}\n\n${body.join("\n")}\n`;
}
