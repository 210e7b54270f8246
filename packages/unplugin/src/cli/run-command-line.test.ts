import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { runCommandLine } from "./run-command-line.js";

async function inlineage(...args: readonly string[]) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const exitCode = await runCommandLine(args, {
    print: (text) => printed.push(text),
    complain: (text) => complaints.push(text),
    progress: () => {},
    colour: false,
    columns: undefined,
    input: Readable.from([]),
  });
  return { exitCode, printed: printed.join("\n"), complaint: complaints.join("\n") };
}

test.each([["--help"], ["-h"], ["help"]])("%s lists the commands", async (flag) => {
  const { exitCode, printed, complaint } = await inlineage(flag);
  expect({ exitCode, complaint }).toEqual({ exitCode: 0, complaint: "" });
  expect(printed).toContain("snapshot  record the last commit");
});

test("without a command the list is a complaint", async () => {
  const { exitCode, printed, complaint } = await inlineage();
  expect({ exitCode, printed }).toEqual({ exitCode: 2, printed: "" });
  expect(complaint).toContain("Usage: inlineage COMMAND");
});

test("each command explains itself, with examples", async () => {
  const { exitCode, printed } = await inlineage("snapshot", "--help");
  expect(exitCode).toBe(0);
  expect(printed).toContain("Usage: inlineage snapshot [FOLDER]");
  expect(printed).toContain("Examples:");
});

test.each([
  [["snapshto"], 'inlineage: there is no command "snapshto", did you mean snapshot?'],
  [
    ["--verbose"],
    'inlineage: there is no command "--verbose"; the commands are: scan, snapshot, verify, trace, diff, report',
  ],
  [
    ["snapshot", "--verbose"],
    'inlineage snapshot: unknown option "--verbose"; see inlineage snapshot --help',
  ],
  [
    ["scan", "--outptu=x"],
    'inlineage scan: unknown option "--outptu", did you mean --output?; see inlineage scan --help',
  ],
  [
    ["snapshot", "--help=yes"],
    "inlineage snapshot: option '-h, --help' does not take an argument; see inlineage snapshot --help",
  ],
  [
    ["snapshot", "a", "b\nc"],
    'inlineage snapshot: one argument too many: "b\\nc"; see inlineage snapshot --help',
  ],
])("%j is refused in one line", async (args, line) => {
  expect(await inlineage(...args)).toEqual({ exitCode: 2, printed: "", complaint: line });
});

test("what a command can't do is said without a stack", async () => {
  const { exitCode, complaint } = await inlineage("snapshot", "/nowhere/at/all");
  expect(exitCode).toBe(2);
  expect(complaint).toMatchInlineSnapshot(`
    "inlineage snapshot: /nowhere/at/all: there is no such folder to make a snapshot of
    To fix it: name a folder in the repository, or run inlineage snapshot in it without naming one."
  `);
});
