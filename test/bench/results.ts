import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";

const RESULTS = join(import.meta.dirname, "RESULTS.md");
const HEADING = `# Benchmark results

A section for each part of \`npm run bench\`, each from the run its last line tells of. Only ratios within one run mean anything.
`;

/**
 * Puts one part's results in the place of its earlier ones, and leaves the other parts alone.
 *
 * @param part its name on the command line
 * @param section Markdown that begins with a heading of the second level
 * @param order all parts
 */
export function keepResults(part: string, section: string, order: readonly string[]): void {
  const kept = new Map(
    readFileSync(RESULTS, "utf8")
      .split(/^(?=## )/m)
      .flatMap((old) => {
        const name = /^Made by `npm run bench -- (\S+)`/m.exec(old)?.[1];
        return name === undefined ? [] : [[name, old.trimEnd()] as const];
      }),
  );
  kept.set(part, `${section.trimEnd()}\n\n${originOf(part)}`);
  const sections = order.flatMap((name) => kept.get(name) ?? []);
  writeFileSync(RESULTS, `${[HEADING.trimEnd(), ...sections].join("\n\n")}\n`);
}

function originOf(part: string): string {
  const cores = availableParallelism();
  const busy = (loadavg()[0] as number).toFixed(1);
  return `Made by \`npm run bench -- ${part}\` on ${cores} cores (${cpus()[0]?.model.trim()}; ${busy} processes running or waiting on average), Node ${process.version}, ${process.platform}.`;
}
