import fc from "fast-check";
import { expect, test } from "vitest";
import { ownSources } from "../fingerprint/sources.fixture.js";
import { ERASURES } from "./erasures.fixture.js";
import { followMarks } from "./follow-marks.js";
import type { MarkUses } from "./mark-bindings.js";
import { createMarkModules } from "./mark-modules.js";
import { surveyModule } from "./module-survey.js";
import { parseSource } from "./parse-source.js";
import { randomModule } from "./random-module.fixture.js";
import { IMPORT, ROOT } from "./scan.fixture.js";
import { findUsedMarks } from "./used-marks.js";

const { specifierTexts, exportsOf } = createMarkModules(ROOT, []);

/** Forms, places and all mentions, to compare. */
function described({ uses, bindings }: MarkUses): unknown[] {
  return [
    uses.map(({ form, path }) => [form, path.node.start, path.node.end]),
    bindings.map(({ declaration, mentions }) => [
      declaration.form,
      mentions.map(({ path, role }) => [role, path.node.start]),
    ]),
  ];
}

function compare(code: string, file = `${ROOT}/module.ts`): void {
  const source = parseSource(code, file);
  const exports = (specifier: string) => exportsOf(specifier, file);
  const all = followMarks(surveyModule(source), exports);
  expect(described(findUsedMarks(source, specifierTexts, exports)), code).toEqual(described(all));
}

test.each(ERASURES)("a part of the module tells as much as all of it: $what", ({ code, file }) => {
  compare(code, `${ROOT}/${file ?? "module.ts"}`);
});

test("a part of any module tells as much as all of it", () => {
  fc.assert(
    fc.property(randomModule, ({ code }) => compare(code)),
    { numRuns: 300 },
  );
  for (const { code, file } of ownSources(7)) compare(`${IMPORT}${code}`, `${ROOT}/${file}`);
});

test.each([
  [
    "an alias of an alias",
    "const t = tracked; const u = t;\nclass B { m() { class C { @u n() {} } } }",
  ],
  ["a name spelt with an escape", "class A { @tr\\u0061cked m() {} }"],
  [
    "a specifier spelt with an escape",
    'import * as n from "@inlineage\\x2fruntime";\nconst f = n.tracked(g);',
  ],
  [
    "a name that something hides",
    "{ let tracked = 1; tracked; } switch (1) { case 1: tracked(f); }",
  ],
  [
    "a require that is none",
    'const rt = require("@inlineage/runtime"); function f(require) { require("@inlineage/runtime").tracked(g); }',
  ],
  [
    "a module's require that is none",
    'const module = h; module.require("@inlineage/runtime").tracked(g); () => { var module; { module.require("@inlineage/runtime").tracked(g); } }',
  ],
  [
    "a decorator on a parameter with a default",
    "class A { constructor(@tracked a = 1, @tracked private b = 2) {} }",
  ],
  [
    "one in a static block and a namespace",
    "class A { static { tracked(f); } } namespace N { export const g = tracked(f); }",
  ],
  [
    "one in a namespace merged with others",
    "namespace N { export const a = 1 } namespace N { export const b = tracked(f); } namespace N { export const tracked = 1 } namespace O { export const t = tracked(f); } namespace O { export const tracke\\u0064 = 1 }",
  ],
])("what is looked at holds %s", (_what, code) => {
  compare(`${IMPORT}${code}`);
});
