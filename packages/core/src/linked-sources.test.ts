import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createLinkedSources } from "./linked-sources.js";

const root = realpathSync.native(mkdtempSync(join(tmpdir(), "inlineage-links-")));
afterAll(() => rmSync(root, { recursive: true }));

mkdirSync(join(root, "packages/own"), { recursive: true });
mkdirSync(join(root, "node_modules/@org"), { recursive: true });
mkdirSync(join(root, "node_modules/.store/stored@1/node_modules/stored"), { recursive: true });
mkdirSync(join(root, "packages/own/node_modules/dependency"), { recursive: true });
symlinkSync("../../packages/own", join(root, "node_modules/@org/own"));
symlinkSync(".store/stored@1/node_modules/stored", join(root, "node_modules/stored"));

test.each([
  ["a linked workspace package", "node_modules/@org/own/src/model.ts", true],
  ["the same with a query", "node_modules/@org/own/src/model.ts?t=1", true],
  ["a package of a store, linked to", "node_modules/stored/model.js", false],
  [
    "a package that a linked one depends on",
    "node_modules/@org/own/node_modules/dependency/a.js",
    false,
  ],
  ["what isn't there", "node_modules/gone/model.js", false],
  ["what is in no package", "packages/own/src/model.ts", false],
])(
  "of the paths below node_modules, a user's own are those of links that lead out: %s",
  (_what, path, expected) => {
    expect(createLinkedSources()(join(root, path))).toBe(expected);
  },
);

test("what plugins make up of a package's path is nobody's own", () => {
  expect(createLinkedSources()(`\0${join(root, "node_modules/@org/own/model.ts")}?proxy`)).toBe(
    false,
  );
});
