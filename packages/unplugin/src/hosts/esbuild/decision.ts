import type { GraphBuild, GraphBuildOutcome } from "./graph-build.js";
import type { Pass } from "./pass.js";
import type { ReachedFiles } from "./reached-files.js";

/** Which marked files are in the module graph, and how that became known. */
export type Decision =
  /** Everything that may be marked was loaded. */
  | { readonly kind: "loaded"; readonly files: ReachedFiles }
  /** Another build of the same code listed what it reaches. */
  | {
      readonly kind: "listed";
      readonly files: ReachedFiles;
      /** The paths this plugin was asked to load: no other plugin was first. */
      readonly asked: ReadonlySet<string>;
    }
  /** Neither: most likely the build fails, and says why itself. */
  | { readonly kind: "undecided" };

/**
 * Decides once the answer is certain. Time has a part in when the other build starts and in nothing else; it is
 * abandoned when the user's build gets there first.
 *
 * @param idle settles when it is time to start the other build
 */
export async function decide(
  pass: Pass,
  idle: Promise<void>,
  startGraphBuild: () => GraphBuild,
  filesOf: (inputs: Extract<GraphBuildOutcome, { kind: "listed" }>["inputs"]) => ReachedFiles,
): Promise<Decision> {
  await idle;
  if (!pass.isComplete) pass.dropUnmarked();
  if (pass.isComplete) return loadedIn(pass);

  const graphBuild = startGraphBuild();
  const outcome = await Promise.race([graphBuild.outcome, pass.completion()]);
  if (outcome === undefined) {
    graphBuild.cancel();
    return loadedIn(pass);
  }
  return outcome.kind === "failed"
    ? { kind: "undecided" }
    : { kind: "listed", files: filesOf(outcome.inputs), asked: outcome.asked };
}

function loadedIn(pass: Pass): Decision {
  return pass.hasFailed ? { kind: "undecided" } : { kind: "loaded", files: new Map(pass.loaded) };
}
