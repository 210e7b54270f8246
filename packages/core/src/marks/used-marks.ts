import { followMarks } from "./follow-marks.js";
import type { MarkUses } from "./mark-bindings.js";
import { REQUIRE_OWNERS, surveyModule } from "./module-survey.js";
import type { ParsedSource } from "./parse-source.js";

/** Names and specifiers may be spelt with escapes: then they aren't where their texts are. */
const ESCAPE = "\\";

/**
 * Everything a module does with mark functions, found by looking only at the statements that hold the text of a name
 * that matters: which names do, each look tells the next. Of a large module that is a small part.
 *
 * @param specifierTexts one of them is part of every specifier, written without escapes, of a module that exports mark
 * functions
 * @param exportsOf the names of the mark functions that a specifier's module exports
 */
export function findUsedMarks(
  source: ParsedSource,
  specifierTexts: readonly string[],
  exportsOf: (specifier: string) => ReadonlySet<string>,
): MarkUses {
  if (specifierTexts.includes("")) {
    return followMarks(surveyModule(source), exportsOf);
  }
  const known = new Set<string>(REQUIRE_OWNERS);
  for (;;) {
    const survey = surveyModule(source, [ESCAPE, ...specifierTexts, ...known]);
    const asked = new Set<string>();
    const mentions = {
      get(name: string) {
        asked.add(name);
        return survey.mentions.get(name);
      },
    };
    const uses = followMarks({ ...survey, mentions }, exportsOf);
    const isAllKnown = [...asked].every((name) => known.has(name));
    if (isAllKnown) return uses;
    for (const name of asked) known.add(name);
  }
}
