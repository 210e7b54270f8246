import type { Build } from "@inlineage/core";
import type { BuildOptions, OnLoadArgs, OnLoadResult } from "esbuild";
import { type LoadedFile, loadMarkedFile, stampOf } from "./marked-file.js";
import type { MissedEdits } from "./missed-edits.js";
import { realFile } from "./real-paths.js";
import { isLoadedAsCode } from "./source-loader.js";

export interface PassOptions {
  readonly build: Build;
  readonly esbuildOptions: BuildOptions;
  /** Real paths of the files that may hold marks. */
  readonly candidates: Iterable<string>;
}

/**
 * One run of esbuild, each rebuild another: which of the files that may hold marks it has loaded so far.
 *
 * A file that esbuild loads is in its module graph, so once each candidate has been loaded there is nothing more to
 * know. What was not loaded yet may still come: nothing is ever concluded from that.
 */
export class Pass {
  readonly startedAt = performance.now();
  /** When esbuild loaded a file last. */
  lastNewsAt = this.startedAt;
  readonly esbuildOptions: BuildOptions;
  /** Loaded by esbuild and marked: path as esbuild knows it, to real path. */
  readonly loaded = new Map<string, string>();
  readonly #build: Build;
  readonly #files = new Map<string, LoadedFile>();
  readonly #candidates: Set<string>;
  readonly #awaited: Set<string>;
  #isOpen = false;
  #reachesElsewhere = false;
  #hasFailed = false;
  #listeners: (() => void)[] = [];

  constructor({ build, esbuildOptions, candidates }: PassOptions) {
    this.#build = build;
    this.esbuildOptions = esbuildOptions;
    this.#candidates = new Set([...candidates].filter((file) => this.isCode(file)));
    this.#awaited = new Set(this.#candidates);
  }

  /** Real paths of the files that may hold marks and are code to esbuild. */
  get candidates(): Iterable<string> {
    return this.#candidates;
  }

  /** Candidates that esbuild has not loaded yet. */
  get awaited(): readonly string[] {
    return [...this.#awaited];
  }

  /** Whether the marked files in the module graph are exactly the loaded ones, or the build fails anyway. */
  get isComplete(): boolean {
    return this.#hasFailed || (this.#awaited.size === 0 && !this.#isOpen);
  }

  /** Whether a marked file was loaded from where nobody looked beforehand: more may come. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether any code was loaded from where nobody looked beforehand. */
  get reachesElsewhere(): boolean {
    return this.#reachesElsewhere;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Answers esbuild about a file that another build of the same code loads. */
  answer({ path, with: attributes }: OnLoadArgs): Omit<LoadedFile, "stamp"> {
    return this.isCode(path, attributes)
      ? this.inspect(path)
      : { file: path, marked: false, result: undefined };
  }

  /** Answers esbuild about a file it loads. */
  load(
    { path, with: attributes }: OnLoadArgs,
    missedEdits?: MissedEdits,
  ): OnLoadResult | undefined {
    if (!this.isCode(path, attributes)) return undefined;
    const { stamp, file, marked, result } = this.#inspectAgain(path);
    this.#awaited.delete(file);
    if (!this.#candidates.has(file)) this.#reachesElsewhere = true;
    if (marked) {
      this.loaded.set(path, file);
      if (!this.#candidates.has(file)) this.#isOpen = true;
    }
    if (result?.errors) this.#hasFailed = true;
    this.#notify();
    return result && (missedEdits?.watch(result, [[path, stamp]]) ?? result);
  }

  /**
   * Takes note of a file that esbuild found to import marks. If nobody knew of them, it got its first mark, or came into
   * being, after all files were looked at and before esbuild read it, without asking.
   */
  noteMarks(path: string): void {
    if (this.loaded.has(path) || this.#candidates.has(path) || !this.isCode(path)) return;
    const { file, marked } = this.#inspectAgain(path);
    if (!marked || this.#candidates.has(file)) return;
    this.#candidates.add(file);
    this.#awaited.add(file);
  }

  /** What `load` would answer, without taking the file for loaded. */
  inspect(path: string): LoadedFile {
    const known = this.#files.get(path);
    if (known) return known;
    const file = this.#candidates.has(path) ? path : realFile(path);
    const loaded = loadMarkedFile(path, file, this.#build, this.esbuildOptions);
    this.#files.set(path, loaded);
    return loaded;
  }

  /** What was looked at before may have been edited since. */
  #inspectAgain(path: string): LoadedFile {
    if (this.#files.get(path)?.stamp !== stampOf(path)) this.#files.delete(path);
    return this.inspect(path);
  }

  /** Whether esbuild takes the file for code. `with { type: "text" }` takes it as it is. */
  isCode(path: string, attributes: Readonly<Record<string, string>> = {}): boolean {
    return !("type" in attributes) && isLoadedAsCode(path, this.esbuildOptions.loader);
  }

  isCandidate(file: string): boolean {
    return this.#candidates.has(file);
  }

  /** Stops waiting for candidates that only look as if they held marks. */
  dropUnmarked(): void {
    for (const file of this.#awaited) {
      if (!this.inspect(file).marked) this.#awaited.delete(file);
    }
  }

  /** @returns once `isComplete`, maybe never */
  async completion(): Promise<void> {
    while (!this.isComplete) await new Promise<void>((done) => this.#listeners.push(done));
  }

  #notify(): void {
    this.lastNewsAt = performance.now();
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}
