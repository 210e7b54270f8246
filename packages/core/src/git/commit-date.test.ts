import { expect, test } from "vitest";
import { commitDate } from "./commit-date.js";
import { GitRepository } from "./git-repository.fixture.js";

test.each([
  ["1700000000 +0000", "2023-11-14T22:13:20+00:00"],
  ["1700000000 +0530", "2023-11-15T03:43:20+05:30"],
  ["1700000000 -0800", "2023-11-14T14:13:20-08:00"],
  ["1700000000 -0000", "2023-11-14T22:13:20+00:00"],
  ["0 +0000", "1970-01-01T00:00:00+00:00"],
  ["0 -0100", "1969-12-31T23:00:00-01:00"],
])("%s reads %s, in the committer's own offset", (raw, expected) => {
  expect(commitDate(raw)).toBe(expected);
});

test.each(["", "yesterday", "1700000000", "1700000000 +5", "999999999999 +0000"])(
  "%j is no date",
  (raw) => {
    expect(commitDate(raw)).toBeNull();
  },
);

test("the date is what git prints for the commit", () => {
  const repository = GitRepository.create();
  repository.commit({ "a.ts": "1" });
  const [raw, strict] = repository.git("log", "-1", "--date=raw", "--format=%cd%n%cI").split("\n");
  // Later versions of git write UTC as Z.
  expect(commitDate(raw as string)).toBe(strict?.replace(/Z$/, "+00:00"));
});
