import type { Metafile } from "esbuild";
import type { GraphBuild, GraphBuildExtent } from "./graph-build.js";
import type { Pass } from "./pass.js";
import type { ReachedFiles } from "./reached-files.js";

/** Which marked files are in the module graph, and how that became known. */
export type Decision =
  /** Everything that may be marked was loaded. */
  | { readonly kind: "loaded"; readonly files: ReachedFiles }
  /** Another build of the same code told what it reaches. */
  | {
      readonly kind: "told";
      readonly files: ReachedFiles;
      /** Those this plugin was asked to load: no other plugin was first. */
      readonly asked: ReachedFiles;
    }
  /** Neither: most likely the build fails, and says why itself. */
  | { readonly kind: "undecided" };

export interface DecisionOptions {
  readonly pass: Pass;
  /** Settles when it is time to start another build. */
  readonly idle: Promise<void>;
  /** Whether the files another build was asked about may be others than those it reaches. */
  mayReachOthers(): boolean;
  startGraphBuild(extent: GraphBuildExtent): GraphBuild;
  /** Finds the marked files in a list of inputs. */
  filesAmong(inputs: Metafile["inputs"]): ReachedFiles;
}

/**
 * Decides once the answer is certain. Time has a part in when another build starts and in nothing else; it is
 * abandoned when the user's build gets there first.
 */
export async function decide(options: DecisionOptions): Promise<Decision> {
  const { pass } = options;
  await options.idle;
  if (!pass.isComplete) pass.dropUnmarked();
  if (pass.isComplete) return loadedIn(pass);
  if (pass.isOpen || options.mayReachOthers()) return decideBy("whole", options);

  const decision = await decideBy("scan", options);
  const isWithin =
    decision.kind !== "told" ||
    [...decision.files.values()].every((file) => pass.isCandidate(file));
  // What is true of the files that were looked at beforehand need not be true of others.
  return isWithin ? decision : decideBy("whole", options);
}

async function decideBy(
  extent: GraphBuildExtent,
  { pass, startGraphBuild, filesAmong }: DecisionOptions,
): Promise<Decision> {
  const graphBuild = startGraphBuild(extent);
  const outcome = await Promise.race([graphBuild.outcome, pass.completion()]);
  switch (outcome?.kind) {
    case "scanned":
      return { kind: "told", files: outcome.asked, asked: outcome.asked };
    case "listed":
      return { kind: "told", files: filesAmong(outcome.inputs), asked: outcome.asked };
    case "failed":
      return { kind: "undecided" };
    case undefined:
      graphBuild.cancel();
      return loadedIn(pass);
  }
}

function loadedIn(pass: Pass): Decision {
  return pass.hasFailed ? { kind: "undecided" } : { kind: "loaded", files: new Map(pass.loaded) };
}
