import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InlineageError } from "@inlineage/core";
import { expect, onTestFinished, test } from "vitest";
import { messageOf } from "./messages.js";

const DETAILS = {
  code: "INVALID_NAME",
  message: "no such name",
  remedy: "choose another.",
} as const;

test("an error becomes a text, a place in bytes with its line, and the remedy as a note", () => {
  const folder = mkdtempSync(join(tmpdir(), "inlineage-messages-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "model.ts");
  writeFileSync(file, "first\r\n  ü = tracked();\r\n");
  const error = new InlineageError({
    ...DETAILS,
    location: { file, line: 2, column: 7 },
    frame: "> 2 | ü",
  });
  expect(messageOf(error)).toEqual({
    id: "INVALID_NAME",
    text: "no such name",
    location: { file, line: 2, column: 7, lineText: "  ü = tracked();" },
    notes: [{ text: "To fix it: choose another." }],
  });
});

test("an error about a whole file, a file that is gone, or no file at all has what place there is", () => {
  const gone = join(tmpdir(), "inlineage-no-such-file.ts");
  expect(
    messageOf(new InlineageError({ ...DETAILS, location: { file: gone, line: 3 } })),
  ).toMatchObject({
    text: "no such name",
    location: { file: gone, line: 3, column: 0, lineText: "" },
  });
  expect(messageOf(new InlineageError({ ...DETAILS, location: { file: gone } }))).toMatchObject({
    text: "no such name",
    location: { file: gone },
  });
  expect(messageOf(new InlineageError(DETAILS))).toMatchObject({
    text: "no such name",
    location: null,
  });
});

test("an error that is not the user's to fix is left to esbuild, with its stack", () => {
  expect(() => messageOf(new TypeError("a bug"))).toThrow(TypeError);
});
