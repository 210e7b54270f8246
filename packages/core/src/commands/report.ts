import { writeFile } from "node:fs/promises";
import { type CapturedSource, readCaptured } from "../captured/read-captured.js";
import { InlineageError } from "../errors.js";
import { collectReport } from "../report/collect-report.js";
import { describeCommits } from "../report/describe-commits.js";
import type { ReportData } from "../report/page/report-data.js";
import { reportPage } from "../report/report-page.js";

export interface ReportOptions {
  /** Absolute path of a folder in the repository that was built from. */
  repository: string;
  /** The name of the value that tells the arm of a test. @default "arm" */
  arm?: string | undefined;
  /** Is told what is being done. */
  progress?: ((text: string) => void) | undefined;
}

/** How many lines that can't be used are shown. */
const PROBLEMS_SHOWN = 100;
const MEGABYTE = 1024 ** 2;

/**
 * What captured events tell of what made them: which aggregates ran when and where, when they changed, and which
 * commits that was. Memory doesn't grow with the number of events.
 *
 * @throws {InlineageError} `UNREADABLE_FILE`
 */
export async function createReport(
  sources: readonly CapturedSource[],
  { repository, arm = "arm", progress = () => {} }: ReportOptions,
): Promise<ReportData> {
  const reading = readCaptured(sources, { keepProblems: PROBLEMS_SHOWN });
  const collected = await collectReport(reading, arm, ({ bytes, records }) => {
    progress(`read ${Math.round(bytes / MEGABYTE)} MB, ${records.toLocaleString("en")} records`);
  });
  progress("asking git for commits");
  const described = await describeCommits(collected.texts, repository);
  const names = sources.map(({ name }) => name);
  return { ...collected, ...described, madeAt: Date.now(), sources: names };
}

/**
 * `inlineage report`: writes one HTML file that needs nothing else.
 *
 * @param file absolute path
 * @throws {InlineageError} `UNREADABLE_FILE` where events can't be read or the file can't be written
 */
export async function writeReport(
  sources: readonly CapturedSource[],
  file: string,
  options: ReportOptions,
): Promise<ReportData> {
  const data = await createReport(sources, options);
  await writeFile(file, reportPage(data)).catch((cause: unknown) => {
    throw new InlineageError({
      code: "UNREADABLE_FILE",
      message: "the report can't be written here",
      remedy: "name a file in a folder that exists and that you may write to.",
      location: { file },
      cause,
    });
  });
  return data;
}
