import { type GitStreamResult, streamGit } from "../run-git.js";
import { HistoryParser, type HistoryRecord, RECORD_OPTIONS } from "./history-records.js";
import { SILENCE, unlessSilent } from "./silence.js";

/** Whether the reader needs more of the history. */
export type Verdict = "go on" | "stop";

export interface HistoryStreamOptions {
  /** Where git runs: the top of the work tree. */
  cwd: string;
  /** The commits to begin with. */
  starts: readonly string[];
  /** Only each commit's first parent, or every commit that can be reached. */
  parents: "first" | "all";
  /** The directory all watched paths are in, `/` between its parts; empty for the top. */
  directory: string;
  isWatched(path: string): boolean;
  /** What `isWatched` has to wait for. Git is started meanwhile. */
  ready: Promise<unknown>;
  /** Milliseconds git may print nothing. */
  timeout: number;
  signal?: AbortSignal | undefined;
}

/**
 * Shows each commit once, with what it changed against its first parent, until `visit` has seen enough.
 *
 * The order is git's default one, by committer date: children come before parents unless clocks were skewed.
 *
 * No pathspec but one common directory: git tests each of them against each entry, and 500 made the same stream
 * sixty times slower. `--sparse` keeps the commits that leave the directory alone, `--full-history` the parents that
 * simplification would drop (git-log(1), "History Simplification").
 */
export async function readHistory(
  options: HistoryStreamOptions,
  visit: (record: HistoryRecord) => Verdict | Promise<Verdict>,
): Promise<GitStreamResult> {
  const { cwd, starts, isWatched, ready, timeout, signal } = options;
  const stdin = `${starts.join("\n")}\n`;
  const stream = streamGit(logCommand(options), { cwd, stdin, signal, timeout: 0 });
  try {
    await ready;
    const chunks = stream.chunks[Symbol.asyncIterator]();
    const parser = new HistoryParser(isWatched);
    while (true) {
      const next = await unlessSilent(timeout, chunks.next());
      if (next === SILENCE) return { kind: "timeout" };
      if (next.done) break;
      for (const record of parser.read(next.value)) {
        const verdict = visit(record);
        if ((typeof verdict === "string" ? verdict : await verdict) === "stop") {
          return { kind: "stopped" };
        }
      }
    }
    const result = await stream.result;
    const last = result.kind === "ok" ? parser.end() : undefined;
    if (last) await visit(last);
    return result;
  } finally {
    // Its end is not waited for: a process that is stuck may not die soon.
    stream.stop();
  }
}

function logCommand({ parents, directory }: HistoryStreamOptions): string[] {
  return [
    // `-m` means the difference to each parent, which first-parent modes reduce to the first one; it is older than
    // the `--diff-merges` options, and this setting could change it.
    ...["-c", "log.diffMerges=separate", "log", "--stdin"],
    ...(parents === "first" ? ["--first-parent", "-m"] : ["--diff-merges=first-parent"]),
    ...["--no-relative", "--no-notes", "--ignore-submodules=none", ...RECORD_OPTIONS],
    ...(directory === "" ? [] : ["--sparse", ...(parents === "all" ? ["--full-history"] : [])]),
    ...["--", ...(directory === "" ? [] : [directory])],
  ];
}
