import type {
  BuildOptions,
  BuildResult,
  OnEndResult,
  OnLoadArgs,
  OnLoadResult,
  PluginBuild,
} from "esbuild";
import type { PluginContext } from "../../context.js";
import { buildAfresh, ownWarnings, replaceResult, warnAfterwards } from "./afresh-build.js";
import { type CompanionRole, roleOf } from "./companion-build.js";
import { fileFilters } from "./file-filters.js";
import { importGraph } from "./import-graph.js";
import { claimedByOthers, filesReachedLate, importsUnknown, marksFoundLate } from "./limits.js";
import { messagesOf } from "./messages.js";
import { MissedEdits } from "./missed-edits.js";
import { needsInputs } from "./needs-inputs.js";
import { Pass } from "./pass.js";
import { workingDirectory } from "./real-paths.js";
import { outputDirectory, scanStarts } from "./scan-roots.js";
import { type ScanOptions, type SourceScan, scanSources } from "./source-scan.js";
import { refuseMarksOnStdin } from "./stdin-marks.js";
import { refuseVersions, unbundledTextTest } from "./unbundled.js";
import { UserBuild } from "./user-build.js";
import { filesAlone, loadVersions, serveVersions } from "./virtual-versions.js";

type Load = (args: OnLoadArgs) => OnLoadResult | undefined | Promise<OnLoadResult | undefined>;

/** Registers with one build or context of esbuild: the user's own, or one that this plugin makes beside it. */
export async function setUp(build: PluginBuild, context: PluginContext): Promise<void> {
  const role = roleOf(build);
  switch (role?.kind) {
    case "graph":
      serveVersions(build, () => role.versions);
      return loadFiles(build, role.filters, role.load);
    case "afresh":
      return setUpAfresh(build, context, role);
    default: {
      const root = workingDirectory(build.initialOptions);
      context.start(root, console.warn);
      const own = { ...context, build: context.buildOf(root) };
      return build.initialOptions.bundle ? setUpBundling(build, own) : setUpUnbundled(build, own);
    }
  }
}

async function setUpBundling(build: PluginBuild, context: PluginContext): Promise<void> {
  const options = build.initialOptions;
  const directory = workingDirectory(options);
  const scan = () => scanFor(options, context.build);

  const firstScan = await scan();
  const missedEdits = new MissedEdits(build);
  const filters = fileFilters(options, firstScan, []);
  const onStdin = refuseMarksOnStdin(options, directory, context.build);
  const userBuild = new UserBuild(
    { build, context, directory, filters, missedEdits, scanSources: scan },
    firstScan,
  );
  if (needsInputs(options, firstScan)) options.metafile = true;

  build.onStart(async () => {
    await userBuild.start();
    return { errors: onStdin };
  });
  serveVersions(build, () => userBuild.versions());
  build.onResolve({ filter: context.build.markSpecifier }, ({ importer, namespace }) => {
    if (namespace === "file") userBuild.noteMarks(importer);
    return undefined;
  });
  loadFiles(build, filters, (args) => userBuild.load(args));
  const told = new Set<string>();
  build.onEnd((result) => makeGood(build, userBuild, result, told));
}

async function setUpAfresh(
  build: PluginBuild,
  context: PluginContext,
  { paths, reached }: Extract<CompanionRole, { kind: "afresh" }>,
): Promise<void> {
  const options = build.initialOptions;
  const directory = workingDirectory(options);
  const scan = await scanFor(options, context.build);
  const pass = new Pass({ build: context.build, esbuildOptions: options, candidates: [] });
  const filters = fileFilters(options, scan, paths);
  serveVersions(build, async () => {
    const alone = filesAlone(reached);
    const graph =
      context.build.followed(alone).length > 0
        ? await importGraph(build, pass, filters, { directory, files: reached })
        : alone;
    return graph ? loadVersions(context, graph) : { errors: [importsUnknown()] };
  });
  loadFiles(build, filters, (args) => pass.load(args));
}

/** Marks are erased, and nothing else can be done. */
async function setUpUnbundled(build: PluginBuild, context: PluginContext): Promise<void> {
  const options = build.initialOptions;
  const scan = await scanFor(options, { mayHoldMarks: unbundledTextTest(context.build) });
  const newPass = () => new Pass({ build: context.build, esbuildOptions: options, candidates: [] });
  const missedEdits = new MissedEdits(build);
  let pass = newPass();
  build.onStart(() => {
    pass = newPass();
  });
  loadFiles(
    build,
    fileFilters(options, scan, []),
    async (args) => (await refuseVersions(build, args)) ?? pass.load(args, missedEdits),
  );
}

function scanFor(
  options: BuildOptions,
  { mayHoldMarks, fileMayHoldMarks }: Pick<ScanOptions, "mayHoldMarks" | "fileMayHoldMarks">,
): Promise<SourceScan> {
  const directory = workingDirectory(options);
  const output = outputDirectory(options, directory);
  return scanSources(scanStarts(options, directory), { mayHoldMarks, fileMayHoldMarks, output });
}

function loadFiles(build: PluginBuild, filters: readonly RegExp[], load: Load): void {
  for (const filter of filters) build.onLoad({ filter, namespace: "file" }, load);
}

/** Builds once more what could not be right the first time. */
async function makeGood(
  build: PluginBuild,
  userBuild: UserBuild,
  result: BuildResult,
  told: Set<string>,
): Promise<OnEndResult | undefined> {
  const shortfall = result.errors.length === 0 ? userBuild.shortfall(result) : undefined;
  if (!shortfall) return undefined;
  const { missed, late, claimed } = shortfall;
  try {
    const afresh = await buildAfresh(build, shortfall);
    replaceResult(build, result, afresh);
    const news = [...missed, ...late].filter((path) => !told.has(path));
    for (const path of news) told.add(path);
    await warnAfterwards(build, result, [
      ...ownWarnings(afresh).filter(({ text = "" }) => !told.has(text)),
      ...claimed.map(claimedByOthers),
      ...(news.length > 0
        ? [missed.length > 0 ? marksFoundLate(missed) : filesReachedLate(late)]
        : []),
    ]);
    for (const { text = "" } of ownWarnings(afresh)) told.add(text);
    return undefined;
  } catch (error) {
    return { errors: messagesOf(error) };
  }
}
