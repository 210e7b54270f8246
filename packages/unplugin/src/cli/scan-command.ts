import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { InlineageError, type Manifest, scanVersions } from "@inlineage/core";
import { type Command, EXIT } from "./command.js";
import { MARK_HELP, MARK_OPTION, marksFrom } from "./mark-option.js";
import { TRACK_OPTION, tracksFrom } from "./track-option.js";

export const scanCommand: Command = {
  summary: "the versions of a source tree as JSON, without bundling",
  help: `Usage: inlineage scan [FOLDER] [OPTIONS]

Prints the version of every tracked definition in the sources below FOLDER (default: the current folder) as JSON, name
to version: what a bundle that reaches all of them would hold. Files that git ignores are left out.

Options:
  -o, --output FILE     write there instead of printing
  --manifest            with the kind, file, line, commit and commit date of each
  --strict              fail unless every version is a commit
${MARK_HELP}
  --track NAME=PATH     files without code, as in the plugin's option track; may be repeated
  --json                changes nothing: the output always is JSON

Examples:
  inlineage scan
  inlineage scan packages/app -o versions.json
  inlineage scan | inlineage diff response.json -      what changed since that prediction`,
  options: {
    output: { type: "string", short: "o" },
    manifest: { type: "boolean" },
    strict: { type: "boolean" },
    json: { type: "boolean" },
    ...MARK_OPTION,
    ...TRACK_OPTION,
  },
  maxPositionals: 1,
  async run(given, terminal) {
    const { output, strict } = given.values;
    const [folder = "."] = given.positionals;
    const { manifest, warnings } = await scanVersions(resolve(folder), {
      marks: marksFrom(given),
      track: tracksFrom(given),
      strict: strict === true,
    });
    for (const warning of warnings) terminal.complain(warning);
    const text = jsonOf(manifest, given.values.manifest === true);
    if (typeof output !== "string") {
      terminal.print(text);
      return EXIT.ok;
    }
    await write(resolve(output), `${text}\n`);
    const counted = `${manifest.size} ${manifest.size === 1 ? "version" : "versions"}`;
    terminal.print(`${counted}: ${resolve(output)}`);
    return EXIT.ok;
  },
};

/** `Object.fromEntries` makes a property even of `__proto__`. */
function jsonOf(manifest: Manifest, complete: boolean): string {
  const entries = [...manifest].map(([name, entry]) => [name, complete ? entry : entry.version]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: unknown) => {
    throw new InlineageError({
      code: "UNREADABLE_FILE",
      message: "the versions can't be written here",
      remedy: "name a file in a folder that exists and that you may write to.",
      location: { file },
      cause,
    });
  });
}
