import type {
  BuildResult,
  Metafile,
  OnLoadArgs,
  OnLoadResult,
  PartialMessage,
  PluginBuild,
} from "esbuild";
import type { PluginContext } from "../../context.js";
import { haveSameFiles } from "./afresh-build.js";
import { type Decision, decide } from "./decision.js";
import { startGraphBuild } from "./graph-build.js";
import { untilIdle, untilResting } from "./idleness.js";
import { claimedByOthers } from "./limits.js";
import { Pass } from "./pass.js";
import { type ReachedFiles, reachedMarkedFiles } from "./reached-files.js";
import type { SourceScan } from "./source-scan.js";
import { loadVersions, NO_VERSIONS } from "./virtual-versions.js";

export interface UserBuildOptions {
  readonly build: PluginBuild;
  readonly context: PluginContext;
  /** The build's working directory. */
  readonly directory: string;
  /** What esbuild asks this plugin about, for as long as this build or context lives. */
  readonly filters: readonly RegExp[];
  scanSources(): Promise<SourceScan>;
}

/** What is wrong with the output of a build. */
export interface Shortfall {
  readonly scan: SourceScan;
  readonly pass: Pass;
  /** The marked files it reached. */
  readonly reached: ReachedFiles;
  /** Those of them whose marks it could not erase, because esbuild never asked about them. */
  readonly missed: readonly string[];
  /** Those that another plugin loaded, as far as nobody has said so yet. */
  readonly claimed: readonly string[];
}

/** A scan this young needn't be repeated: a build starts right after its plugins were set up. */
const FRESH_MILLISECONDS = 500;

/** The user's build or context: one run, or a run for each rebuild. */
export class UserBuild {
  readonly #options: UserBuildOptions;
  #scan: SourceScan;
  #freshUntil = performance.now() + FRESH_MILLISECONDS;
  #pass: Pass;
  #answer: Promise<OnLoadResult> | undefined;
  /** How the answer was found, as soon as it was. */
  #decision: Decision | undefined;
  /** The files whose versions the output has. */
  #answered: ReadonlySet<string> | undefined;

  constructor(options: UserBuildOptions, scan: SourceScan) {
    this.#options = options;
    this.#scan = scan;
    this.#pass = this.#newPass();
  }

  /** Begins a run. */
  async start(): Promise<void> {
    const { context, scanSources } = this.#options;
    if (performance.now() > this.#freshUntil) this.#scan = await scanSources();
    this.#freshUntil = 0;
    for (const file of this.#scan.candidates) context.build.forget(file);
    this.#pass = this.#newPass();
    this.#answer = undefined;
    this.#decision = undefined;
    this.#answered = undefined;
  }

  load(args: OnLoadArgs): OnLoadResult | undefined {
    return this.#pass.load(args);
  }

  /** Answers what `virtual:versions` is, once that is known. */
  async versions(): Promise<OnLoadResult> {
    this.#answer ??= this.#answerVersions();
    return this.#answer;
  }

  async #answerVersions(): Promise<OnLoadResult> {
    const { build, context, directory, filters } = this.#options;
    const pass = this.#pass;
    const warnings: PartialMessage[] = [];
    for (;;) {
      const decision = await decide(
        pass,
        untilIdle(pass, build),
        () => startGraphBuild(build, pass, filters),
        (inputs) => this.#filesAmong(inputs),
      );
      this.#decision = decision;
      if (decision.kind === "undecided") return NO_VERSIONS;

      this.#answered = new Set(decision.files.values());
      const [result] = await Promise.all([
        loadVersions(context, directory, this.#answered),
        decision.kind === "loaded" && untilResting(pass, build),
      ]);
      warnings.push(...(result.warnings ?? []));
      if (decision.kind === "loaded" && pass.loaded.size !== decision.files.size) continue;
      warnings.push(...this.#claimedPaths(decision).map(claimedByOthers));
      return { ...result, warnings };
    }
  }

  /** Compares what a run has put out with what it turned out to have reached. */
  shortfall({ metafile }: BuildResult): Shortfall | undefined {
    const decision = this.#decision;
    const reached = metafile
      ? this.#filesAmong(metafile.inputs)
      : decision?.kind === "listed"
        ? decision.files
        : this.#assumedFiles();
    const missed = [...reached.keys()].filter((path) => !this.#isCovered(path));
    const isRight =
      decision === undefined ||
      (this.#answered !== undefined && haveSameFiles(this.#answered, reached));
    if (isRight && missed.length === 0) return undefined;
    const claimed = [...reached.keys()].filter(
      (path) =>
        decision?.kind === "loaded" && this.#isCovered(path) && !this.#pass.loaded.has(path),
    );
    return { scan: this.#scan, pass: this.#pass, reached, missed, claimed };
  }

  #newPass(): Pass {
    const { build, context } = this.#options;
    return new Pass({
      build: context.build,
      esbuildOptions: build.initialOptions,
      candidates: this.#scan.candidates,
    });
  }

  #filesAmong(inputs: Metafile["inputs"]): ReachedFiles {
    return reachedMarkedFiles(inputs, this.#options.directory, this.#pass, this.#scan);
  }

  /** Without a list: what was loaded, and what esbuild may have loaded without asking. */
  #assumedFiles(): ReachedFiles {
    const unasked = this.#pass.awaited.filter(
      (file) => !this.#isCovered(file) && this.#pass.inspect(file).marked,
    );
    return new Map([...this.#pass.loaded, ...unasked.map((file) => [file, file] as const)]);
  }

  #isCovered(path: string): boolean {
    return this.#options.filters.some((filter) => filter.test(path));
  }

  #claimedPaths(decision: Decision): string[] {
    if (decision.kind !== "listed") return [];
    return [...decision.files.keys()].filter(
      (path) => this.#isCovered(path) && !decision.asked.has(path),
    );
  }
}
