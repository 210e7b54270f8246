import { isComponent } from "@inlineage/core";
import type { Decision } from "./decision.js";
import type { Pass } from "./pass.js";
import type { ReachedFiles } from "./reached-files.js";
import type { SourceScan } from "./source-scan.js";

/** What is wrong with the output of a build. */
export interface Shortfall {
  readonly scan: SourceScan;
  readonly pass: Pass;
  /** The marked files it reached. */
  readonly reached: ReachedFiles;
  /** Those of them, as esbuild knows them, whose marks it could not erase, because esbuild never asked. */
  readonly missed: readonly string[];
  /** Files whose versions it lacks, or has too much. */
  readonly late: readonly string[];
  /** Those that another plugin loaded, as far as nobody has said so yet. */
  readonly claimed: readonly string[];
}

export interface FinishedBuild {
  /** What esbuild asked about. */
  readonly filters: readonly RegExp[];
  readonly scan: SourceScan;
  readonly pass: Pass;
  /** What the versions in its output are from; `undefined` when it has none. */
  readonly decision: Decision | undefined;
  /** The marked files among its inputs, when it listed them. */
  readonly listed: ReachedFiles | undefined;
}

/** @returns `undefined` when there is nothing wrong, as far as can be told */
export function shortfallOf(build: FinishedBuild): Shortfall | undefined {
  const { filters, scan, pass, decision, listed } = build;
  const answered =
    decision === undefined || decision.kind === "undecided" ? undefined : decision.files;
  const reached =
    listed ?? (decision?.kind === "told" ? decision.files : assumedFiles(pass, filters));
  const missed = erasable(reached).filter((path) => !isCovered(path, filters));
  const late = answered ? difference(answered, reached) : [];
  const isRight = decision?.kind !== "undecided" && late.length === 0;
  if (isRight && missed.length === 0) return undefined;
  const loaded = { kind: "told", files: reached, asked: pass.loaded } as const;
  const claimed = decision?.kind === "told" ? [] : claimedPaths(loaded, filters);
  return { scan, pass, reached, missed, late, claimed };
}

/** The reached files that another plugin loaded before this one was asked. */
export function claimedPaths(decision: Decision, filters: readonly RegExp[]): string[] {
  if (decision.kind !== "told") return [];
  const { files, asked } = decision;
  return erasable(files).filter((path) => isCovered(path, filters) && !asked.has(path));
}

/** Components keep their marks, whoever loads them. */
function erasable(files: ReachedFiles): string[] {
  return [...files].flatMap(([path, file]) => (isComponent(file) ? [] : [path]));
}

/** Without a list: what was loaded, and what esbuild may have loaded without asking. */
function assumedFiles(pass: Pass, filters: readonly RegExp[]): ReachedFiles {
  const unasked = pass.awaited.filter(
    (file) => !isCovered(file, filters) && pass.inspect(file).marked,
  );
  return new Map([...pass.loaded, ...unasked.map((file) => [file, file] as const)]);
}

/** Whether esbuild asks about this path. */
export function isCovered(path: string, filters: readonly RegExp[]): boolean {
  return filters.some((filter) => filter.test(path));
}

/** The files that are only in one of the two. */
function difference(some: ReachedFiles, others: ReachedFiles): string[] {
  const [a, b] = [new Set(some.values()), new Set(others.values())];
  return [...[...a].filter((file) => !b.has(file)), ...[...b].filter((file) => !a.has(file))];
}
