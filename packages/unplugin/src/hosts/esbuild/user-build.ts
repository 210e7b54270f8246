import { headLogsOf } from "@inlineage/core";
import type {
  BuildResult,
  Metafile,
  OnLoadArgs,
  OnLoadResult,
  PartialMessage,
  PluginBuild,
} from "esbuild";
import type { PluginContext } from "../../context.js";
import { type Decision, decide } from "./decision.js";
import { startGraphBuild } from "./graph-build.js";
import { untilIdle, untilResting } from "./idleness.js";
import { importGraph } from "./import-graph.js";
import { claimedByOthers } from "./limits.js";
import type { MissedEdits } from "./missed-edits.js";
import { mayReachOthers } from "./needs-inputs.js";
import { Pass } from "./pass.js";
import { type ReachedFiles, reachedMarkedFiles } from "./reached-files.js";
import { claimedPaths, isCovered, type Shortfall, shortfallOf } from "./shortfall.js";
import type { SourceScan } from "./source-scan.js";
import { filesAlone, loadVersions, NO_VERSIONS } from "./virtual-versions.js";

export interface UserBuildOptions {
  readonly build: PluginBuild;
  readonly context: PluginContext;
  /** The build's working directory. */
  readonly directory: string;
  /** What esbuild asks this plugin about, for as long as this build or context lives. */
  readonly filters: readonly RegExp[];
  readonly missedEdits: MissedEdits;
  scanSources(): Promise<SourceScan>;
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
  #shown: ReadonlySet<string> = new Set();
  /** What the answer is from. */
  #decision: Decision | undefined;

  constructor(options: UserBuildOptions, scan: SourceScan) {
    this.#options = options;
    this.#scan = scan;
    this.#pass = this.#newPass();
  }

  /** Begins a run. */
  async start(): Promise<void> {
    const { context, scanSources } = this.#options;
    const before = this.#scan.candidates;
    if (performance.now() > this.#freshUntil) this.#scan = await scanSources();
    this.#freshUntil = 0;
    // Of a file that has lost its marks, no transform tells.
    for (const file of [...before, ...this.#scan.candidates]) context.build.forget(file);
    this.#pass = this.#newPass();
    this.#answer = undefined;
    this.#decision = undefined;
  }

  load(args: OnLoadArgs): OnLoadResult | undefined {
    return this.#pass.load(args, this.#options.missedEdits);
  }

  /** Takes note of a file that esbuild found to import marks. */
  noteMarks(path: string): void {
    this.#pass.noteMarks(path);
  }

  /** Answers what `virtual:versions` is, once that is known. */
  async versions(): Promise<OnLoadResult> {
    this.#answer ??= this.#answerVersions();
    return this.#answer;
  }

  async #answerVersions(): Promise<OnLoadResult> {
    const { build, context, directory, filters, missedEdits } = this.#options;
    const pass = this.#pass;
    context.build.expectFinalize(pass.candidates);
    const headLogs = await headLogsOf(
      this.#scan.directories.length > 0 ? this.#scan.directories : [directory],
    );
    for (;;) {
      const decision = await decide({
        pass,
        idle: untilIdle(pass, build),
        mayReachOthers: () => this.#mayReachOthers(),
        startGraphBuild: (extent) => startGraphBuild(build, pass, filters, extent),
        filesAmong: (inputs) => this.#filesAmong(inputs),
      });
      this.#decision = decision;
      if (decision.kind === "undecided") return NO_VERSIONS;

      if (decision.kind === "loaded" && pass.reachesElsewhere) await untilResting(pass, build);
      const files = new Set(decision.files.values());
      const alone = filesAlone(files);
      const graph =
        context.build.followed(alone).length > 0
          ? await importGraph(build, pass, filters, { directory, files })
          : alone;
      if (!graph) {
        this.#decision = { kind: "undecided" };
        return NO_VERSIONS;
      }
      const result = await loadVersions(context, graph, { files: headLogs, missedEdits });
      if (decision.kind === "loaded" && pass.loaded.size !== decision.files.size) continue;
      const claimed = claimedPaths(decision, filters).map(claimedByOthers);
      return { ...result, warnings: this.#news([...(result.warnings ?? []), ...claimed]) };
    }
  }

  /** The warnings that the last run hasn't shown already. */
  #news(warnings: readonly PartialMessage[]): PartialMessage[] {
    const shown = this.#shown;
    this.#shown = new Set(warnings.map(({ text = "" }) => text));
    return warnings.filter(({ text = "" }) => !shown.has(text));
  }

  /** Compares what a run has put out with what it turned out to have reached. */
  shortfall({ metafile }: BuildResult): Shortfall | undefined {
    return shortfallOf({
      filters: this.#options.filters,
      scan: this.#scan,
      pass: this.#pass,
      decision: this.#decision,
      listed: metafile && this.#filesAmong(metafile.inputs),
    });
  }

  #mayReachOthers(): boolean {
    const { build, filters } = this.#options;
    // esbuild doesn't ask about a file that became a candidate after it was set up.
    const isAsked = (file: string) => isCovered(file, filters);
    return !this.#pass.awaited.every(isAsked) || mayReachOthers(build.initialOptions, this.#scan);
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
}
