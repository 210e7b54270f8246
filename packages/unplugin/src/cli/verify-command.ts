import { resolve } from "node:path";
import { isConfirmed, type Verdict, type VerifiedConstant, verifyBuild } from "@inlineage/core";
import { type Command, EXIT } from "./command.js";
import { LOOKBACK_HELP, LOOKBACK_OPTIONS, lookbackFrom } from "./lookback-options.js";
import { type Cell, renderTable, styled } from "./table.js";
import { counted, shortVersion } from "./version-words.js";

export const verifyCommand: Command = {
  summary: "whether git confirms the versions in built files",
  help: `Usage: inlineage verify DIST [OPTIONS]

Finds the versions in the JavaScript below DIST (a folder or a file), minified or not, and asks git about each. A commit
is confirmed when it is in the history of HEAD, changed the file that defines the name, and no later commit did, or when
all that was so until one did (earlier). A version without a proven commit (-dirty, blob:) is confirmed when the history
holds that content of the file by now.

When the build ran can't be told from built files, so an old build is confirmed as well: with --at COMMIT, only the
versions at just that commit are. What else was built can't be told either. Of a closure every file is asked about where
the bundle holds its manifest; where not, a commit of the history in whose tree the name is defined has to do.

Options:
  --at COMMIT               what was built, by its id, a branch or a tag; in CI, HEAD
${LOOKBACK_HELP}

Exit code: 0 when git confirms every version; 1 when not; 2 on an error, such as that there is none in DIST.

Examples:
  inlineage verify dist
  inlineage verify dist --at HEAD      in CI, after the build
  docker cp service:/app/dist built && inlineage verify built`,
  options: { at: { type: "string" }, ...LOOKBACK_OPTIONS },
  required: ["DIST"],
  maxPositionals: 1,
  async run(given, terminal) {
    const [built = "."] = given.positionals;
    const { at, json } = given.values;
    const { folder, options } = lookbackFrom(given, "verify", terminal);
    const verification = await verifyBuild(resolve(built), folder, {
      ...options,
      at: typeof at === "string" ? at : undefined,
    });
    const { constants, files, shallow } = verification;
    const refused = constants.filter((constant) => !isConfirmed(constant)).length;
    const found = `${counted(constants.length, "version")} in ${counted(files, "built file")}`;
    const result =
      refused === 0
        ? styled(
            "green",
            `${found}: git confirms ${constants.length === 1 ? "it" : "all"}`,
            terminal.colour,
          )
        : styled("red", `${found}: git does not confirm ${refused}`, terminal.colour);
    const table = renderTable(
      { header: HEADER, rows: constants.map(rowOf), flexible: 4 },
      terminal,
    );
    terminal.print(
      json
        ? JSON.stringify({ confirmed: refused === 0, ...verification }, null, 2)
        : `${table}\n\n${result}${refused > 0 && shallow ? `\n${SHALLOW}` : ""}`,
    );
    return refused === 0 ? EXIT.ok : EXIT.different;
  },
};

const HEADER = ["name", "version", "git says", "source", "built files"];
const FILES_SHOWN = 2;
const SHALLOW =
  "this clone is shallow: run git fetch --unshallow --filter=blob:none, then this again";

function rowOf(constant: VerifiedConstant): Cell[] {
  const { name, version, verdict, source, builtFiles } = constant;
  const more = builtFiles.length - FILES_SHOWN;
  const shown = builtFiles.slice(0, FILES_SHOWN).join(", ");
  return [
    { text: name, style: "bold" },
    version === undefined ? "not a constant" : shortVersion(version),
    { text: WORDS[verdict], style: isConfirmed(constant) ? "green" : "red" },
    source ?? "",
    more > 0 ? `${shown} and ${more} more` : shown,
  ];
}

const WORDS: Readonly<Record<Verdict, string>> = {
  current: "the last commit of its file",
  earlier: "its file's last commit until a later one",
  superseded: "a later commit changed its file",
  content: "committed by now",
  closure: "a commit of the history",
  package: "not asked, a package",
  malformed: "not a version",
  "not-its-commit": "this commit did not change its file",
  "no-definition": "no mark has this name there",
  "unknown-commit": "no such commit",
  "other-history": "not in this history",
  shallow: "too little history in this shallow clone",
  uncommitted: "not committed",
};
