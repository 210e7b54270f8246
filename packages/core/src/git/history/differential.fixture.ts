import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { ChooseParent } from "./choose-parent.js";
import type { HistoryAnswer } from "./history-answer.js";
import { createHistoryRepository, lastCommitsByGit } from "./history-repository.fixture.js";
import { type History, PATH_POOL, randomHistory } from "./random-history.fixture.js";
import { walkHistory } from "./walk-history.js";
import type { WalkTuning } from "./walk-tuning.js";

/** A history and what to ask of it. */
export interface Question {
  history: History;
  /** Where to look back from, instead of the last commit. */
  start: number | undefined;
  /** Positions in `PATH_POOL`: whatever is there, also paths the history doesn't know and directories. */
  sets: number[][];
  tuning: WalkTuning;
}

const ALWAYS = Number.POSITIVE_INFINITY;

/** Streams decide everything: no process for a single file may help out. */
export const STREAMS_ONLY: readonly WalkTuning[] = [
  { lookUpAtMost: 0, seeAtLeast: 0, sideSteps: 50, firstParentRounds: ALWAYS, maxRounds: ALWAYS },
  { lookUpAtMost: 0, seeAtLeast: 0, sideSteps: 1, firstParentRounds: 3, maxRounds: ALWAYS },
];

export const randomQuestion: fc.Arbitrary<Question> = fc.record({
  history: randomHistory(),
  start: fc.oneof(fc.constant(undefined), fc.nat(1000)),
  sets: fc.array(
    fc.uniqueArray(fc.nat(PATH_POOL.length - 1), { minLength: 2, maxLength: 6, size: "max" }),
    { minLength: 2, maxLength: 4, size: "max" },
  ),
  tuning: fc.constantFrom(...STREAMS_ONLY),
});

/**
 * Compares the walk's answers with git's, for every file of the history, for the directories they are in and for
 * random sets.
 *
 * @returns the first difference, in words; `undefined` when there is none
 */
export async function findMismatch(
  { history, start, sets, tuning }: Question,
  { chooseParent }: { chooseParent?: ChooseParent } = {},
): Promise<string | undefined> {
  const directory = await mkdtemp(join(tmpdir(), "inlineage-history-"));
  try {
    const commits = await createHistoryRepository(directory, history);
    const repository = { topLevel: directory, commonDir: join(directory, ".git") };
    const questions = [...askablePaths(history).map((path) => [path]), ...sets.map(pathsOf)];
    const from = start === undefined ? commits.length - 1 : start % commits.length;
    const commit = commits[from] as string;
    const expected = await lastCommitsByGit(directory, commit, questions);
    const options = { tuning, ...(chooseParent && { chooseParent }) };
    const answers = await walkHistory(repository, commit, questions, options);
    const wrong = answers.findIndex((answer, index) => inWords(answer) !== expected[index]);
    if (wrong < 0) return undefined;
    return JSON.stringify({
      paths: questions[wrong],
      from,
      tuning,
      expected: positionOf(expected[wrong] as string, commits),
      got: positionOf(inWords(answers[wrong] as HistoryAnswer), commits),
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function pathsOf(set: readonly number[]): string[] {
  return set.map((index) => PATH_POOL[index] as string).filter(isUtf8);
}

/** Every file that ever was, and every directory. */
function askablePaths({ commits }: History): string[] {
  const files = new Set(commits.flatMap(({ tree }) => [...tree.keys()]));
  const directories = [...files].flatMap((path) => {
    const slash = path.indexOf("/");
    return slash < 0 ? [] : [path.slice(0, slash)];
  });
  return [...new Set([...files, ...directories])].filter(isUtf8);
}

function isUtf8(path: string): boolean {
  return !/[\udc80-\udcff]/.test(path.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""));
}

function inWords(answer: HistoryAnswer): string {
  if (answer.kind === "none") return "";
  return answer.kind === "commit" ? `${answer.commit} ${answer.date}` : JSON.stringify(answer);
}

function positionOf(answer: string, commits: readonly string[]): string {
  const position = commits.indexOf(answer.split(" ")[0] as string);
  return position < 0 ? answer : `commit ${position} ${answer}`;
}
