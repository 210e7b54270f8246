import { expect, test } from "vitest";
import { wantsColour } from "./process-terminal.js";
import { progressLine } from "./progress-line.js";

test.each([
  ["a terminal", {}, true, true],
  ["a pipe", {}, undefined, false],
  ["a terminal, and NO_COLOR", { NO_COLOR: "1" }, true, false],
  ["a terminal, and an empty NO_COLOR", { NO_COLOR: "" }, true, true],
  ["a pipe, and FORCE_COLOR", { FORCE_COLOR: "1" }, undefined, true],
  ["a terminal, and FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
  ["both variables", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  ["a terminal that has none", { TERM: "dumb" }, true, false],
])("with %s, colours are as asked for", (_, env, isTerminal, expected) => {
  expect(wantsColour(env, isTerminal)).toBe(expected);
});

test("progress shows after a second, on one line, and leaves nothing behind", () => {
  const written: string[] = [];
  let time = 0;
  const line = progressLine((text) => written.push(text), { columns: 10, now: () => time });
  line.show("too early");
  line.wipe();
  expect(written).toEqual([]);
  time = 1001;
  line.show("looking into commit 3");
  line.wipe();
  line.wipe();
  expect(written).toEqual(["\r\u001b[2Klooking i", "\r\u001b[2K"]);
});
