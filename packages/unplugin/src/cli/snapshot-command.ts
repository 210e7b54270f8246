import { resolve } from "node:path";
import { type WrittenSnapshot, writeSnapshot } from "@inlineage/core";
import { type Command, EXIT } from "./command.js";

export const snapshotCommand: Command = {
  summary: "record the last commit of every file, for builds that have no git repository",
  help: `Usage: inlineage snapshot [FOLDER]

Records the content and the last commit of every committed file below FOLDER (default: the current folder) in
FOLDER/inlineage.snapshot.json. Run it where the repository is, then copy that file along with the sources: a build
without the repository takes the commit of each file that is still as it was, and knows the others by their content.

Examples:
  inlineage snapshot                  before docker build, when .git can't be copied into the image
  inlineage snapshot packages/app     when only this folder is copied`,
  options: {},
  maxPositionals: 1,
  async run({ positionals: [folder = "."] }, { print }) {
    print(describeSnapshot(await writeSnapshot(resolve(folder))));
    return EXIT.ok;
  },
};

function describeSnapshot({ file, proven, unproven }: WrittenSnapshot): string {
  const counted = `${proven} ${proven === 1 ? "file" : "files"} proven, ${unproven.length} unproven`;
  const remedy =
    "this clone has too little history for them: run git fetch --unshallow --filter=blob:none, then this again";
  return `${counted}${unproven.length === 0 ? "" : ` (${remedy})`}: ${file}`;
}
