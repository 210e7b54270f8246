import { fileFingerprint } from "../fingerprint/fingerprint.js";
import { changedBetween } from "../git/commits-between.js";
import { UnreadableObject } from "../git/history/object-batch.js";
import type { Lookback } from "./open-lookback.js";
import { isFileVersion } from "./places.js";
import { tellingCommit } from "./trace-problem.js";
import type { TracedVersion } from "./trace-versions.js";

/** How what two versions stand for compares. */
export type Meaning = "same-content" | "same-meaning" | "different" | "unknown";

/** A content, and what its name says of how to read it. */
interface Content {
  file: string;
  blob: string;
}

/** Comparing more files than that isn't worth the wait. */
const MOST_COMPARED = 500;

/**
 * Whether two versions of one name can behave differently, as far as the files tell that git has.
 *
 * What a closure depends on is not known here; but where every file that differs between the two commits means the
 * same, the closure does.
 */
export async function meaningBetween(
  lookback: Lookback,
  a: TracedVersion,
  b: TracedVersion,
): Promise<Meaning> {
  const [first, second] = [contentOf(a), contentOf(b)];
  if (first && second) {
    if (first.blob === second.blob) return "same-content";
    return (await meanTheSame(lookback, first, second)) ? "same-meaning" : "different";
  }
  const [older, newer] = [tellingCommit(a), tellingCommit(b)];
  if (older?.kind !== "known" || newer?.kind !== "known") return "unknown";
  if (a.parsed.form === "dirty" || b.parsed.form === "dirty") return "unknown";
  const range = { from: older.facts.commit, to: newer.facts.commit };
  const trees = await changedBetween(lookback.repository, range, lookback.signal);
  if (trees.kind !== "ok" || trees.changed.size > MOST_COMPARED) return "unknown";
  for (const [file, [before, after]] of trees.changed) {
    if (before === undefined || after === undefined) return "unknown";
    const same = await meanTheSame(lookback, { file, blob: before }, { file, blob: after });
    if (!same) return "unknown";
  }
  return trees.changed.size === 0 ? "same-content" : "same-meaning";
}

/** The one content that a version of a file stands for. */
function contentOf({ parsed, places, content, part, commit }: TracedVersion): Content | undefined {
  if (part !== undefined && parsed.form === "commit") {
    const blob = commit?.kind === "known" ? commit.touched.get(part) : undefined;
    return blob === undefined ? undefined : { file: part, blob };
  }
  if (places.kind !== "found") return undefined;
  const [place, ...others] = places.places;
  if (others.length > 0 || !isFileVersion(place)) return undefined;
  if (parsed.form === "commit") return place;
  return content?.kind === "committed" ? { file: content.path, blob: content.blob } : undefined;
}

/** Not where this clone lacks one of them. */
async function meanTheSame(
  { objects, scanner }: Lookback,
  a: Content,
  b: Content,
): Promise<boolean> {
  try {
    const [before, after] = await Promise.all([objects.read(a.blob), objects.read(b.blob)]);
    return (
      fileFingerprint(before.content, a.file, scanner) ===
      fileFingerprint(after.content, b.file, scanner)
    );
  } catch (error) {
    if (error instanceof UnreadableObject) return false;
    throw error;
  }
}
