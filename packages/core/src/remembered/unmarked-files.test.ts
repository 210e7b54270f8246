import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { temporaryFolder } from "../git/git-repository.fixture.js";
import { createUnmarkedFiles } from "./unmarked-files.js";

const COUNT = 40;

afterEach(() => {
  vi.useRealTimers();
});

/** A project of files without marks, and what asks about all of them in a process of its own. */
function projectOfForty() {
  const root = temporaryFolder("project");
  mkdirSync(join(root, "node_modules"));
  const files = Array.from({ length: COUNT }, (_, index) => join(root, `${index}.ts`));
  for (const file of files) writeFileSync(file, "PLAIN");
  return {
    root,
    files,
    ask(pattern = /MARK/) {
      const read: string[] = [];
      const asked = createUnmarkedFiles(root, pattern, (text) => {
        read.push(text);
        return pattern.test(text);
      });
      const marked = files.filter((file) => asked.mayHoldMarks(file));
      asked.keep();
      return { read: read.length, marked };
    },
    async kept() {
      const folder = join(root, "node_modules/.cache/inlineage/unmarked");
      await vi.waitUntil(() => existsSync(folder) && readdirSync(folder).length > 0);
    },
  };
}

/** Nobody can set back the time of a file's last change: so the clock is set forward. */
function later(): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: now + 60_000 });
}

test("files that held no marks are not read again by the next build", async () => {
  const project = projectOfForty();
  later();
  expect(project.ask()).toEqual({ read: COUNT, marked: [] });
  await project.kept();
  expect(project.ask()).toEqual({ read: 0, marked: [] });
  expect(project.ask(/OTHER/).read).toBe(COUNT);
});

test("a mark that came since is seen, even at the same size and with the old time", async () => {
  const project = projectOfForty();
  later();
  project.ask();
  await project.kept();
  const [first, second, third] = project.files as [string, string, string];
  const { atime, mtime, size } = statSync(first);
  writeFileSync(first, "MARK!");
  utimesSync(first, atime, mtime);
  expect(statSync(first)).toMatchObject({ mtime, size });
  writeFileSync(second, "a longer MARK");
  writeFileSync(third, "PLAIN");
  expect(project.ask()).toEqual({ read: 3, marked: [first, second] });
});

test("a file that changed a moment ago is read again: it may be changing still", () => {
  const project = projectOfForty();
  expect([project.ask().read, project.ask().read]).toEqual([COUNT, COUNT]);
});

test("of what can't be read nothing is said", () => {
  const root = temporaryFolder("project");
  const asked = createUnmarkedFiles(root, /MARK/, () => false);
  expect([asked.mayHoldMarks(join(root, "gone.ts")), asked.mayHoldMarks(root)]).toEqual([
    undefined,
    undefined,
  ]);
});
