import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../git/git-repository.fixture.js";
import { isTrue, readConfig } from "./read-config.js";

/** What git makes of a text: the oracle. */
function readByGit(file: string, text: string): ReadonlyMap<string, string> | undefined {
  writeFileSync(file, text);
  try {
    const output = execFileSync("git", ["config", "--file", file, "--null", "--list"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const records = output.toString().split("\0").slice(0, -1);
    return new Map(
      records.map((record) => {
        const line = record.indexOf("\n");
        return line === -1 ? [record, "true"] : [record.slice(0, line), record.slice(line + 1)];
      }),
    );
  } catch {
    return undefined;
  }
}

/** Versions of git differ in whether a tab inside a value stays one. */
function spaced(settings: ReadonlyMap<string, string> | undefined) {
  return (
    settings && new Map([...settings].map(([key, value]) => [key, value.replaceAll("\t", " ")]))
  );
}

describe("a configuration file reads as git reads it", () => {
  test.each([
    "",
    "[core]\n\trepositoryformatversion = 0\n\tbare = false\n",
    "[core]\r\n\tfileMode = false\r\n",
    "[core] bare = true ; comment\n# comment\n[extensions]\nobjectFormat=sha256",
    "[core]\n\tbare\n",
    "[core]\n\tbare =\n",
    '[remote "a \\"b\\" c"]\n\turl = "x # y" z\n',
    '[branch "x"]\n\tdescription = one \\\n  two\n',
    "[a.B]\n\tc = d\n",
    "[core]\n\ta = b # c:\\\n\td = e\n",
    "[core]\n\ta = \\q\n",
    '[core]\n\ta = "b\n',
    "[core\n",
    "a = b\n",
    "[core]\n\ta b\n",
    "[core]\n\t1a = b\n",
    "\ufeff[core]\n\ta = b\n",
    "[core]\n\ta = b\n[core]\n\ta = c\n",
    "[include]\n\tpath = /nonexistent\n",
    "[core]\n\tworktree = \u00a0a\u3000\n",
    "[core]\n\tworktree = a\v\f \r\t\n",
    "[core]\n\u00a0\tbare = true\n",
    "[core]\v\n",
  ])("%j", (text) => {
    expect(readConfig(text)).toEqual(readByGit(join(temporaryFolder(), "config"), text));
  });

  test("made of random pieces", () => {
    const file = join(temporaryFolder(), "config");
    const piece = fc.constantFrom(
      ...'[core]|[a "b c"]|\n|\n|=|=|name|other|value|"|\\\\|\\n|\\\n| |\t|#|;|true|[x.Y]|\r\n'.split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join("");
        expect(spaced(readConfig(text))).toEqual(spaced(readByGit(file, text)));
      }),
      { numRuns: 150 },
    );
  });
});

test.each([
  ["true", true],
  ["YES", true],
  ["on", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
  ["", false],
  [undefined, false],
])("%j means %j", (value, expected) => {
  expect(isTrue(value)).toBe(expected);
});
