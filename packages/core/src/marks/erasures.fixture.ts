import { IMPORT, RUNTIME } from "./scan.fixture.js";

export interface Erasure {
  what: string;
  code: string;
  expected: string;
  file?: string;
}

/** A module that is one by an export of its own, so that no `export {}` has to keep it one. */
const withImport = (code: string) => `${IMPORT}export let o;\n${code}`;
const withoutImport = (code: string) => `export let o;\n${code}`;

function inModule(what: string, code: string, expected: string, file = "module.ts"): Erasure {
  return { what, code: withImport(code), expected: withoutImport(expected), file };
}

function whole(what: string, code: string, expected: string, file = "module.ts"): Erasure {
  return { what, code, expected, file };
}

/** What erasing leaves of each form of mark and of each form of import. */
export const ERASURES: readonly Erasure[] = [
  inModule("a decorator and its line", "@tracked\nclass A {}", "class A {}"),
  inModule("a decorator and the space after it", "@tracked class A {}", "class A {}"),
  inModule(
    "decorators of indented members",
    'class A {\n  @tracked\n  m() {}\n\n  @tracked("a b") static #n = 1;\n}',
    "class A {\n  m() {}\n\n  static #n = 1;\n}",
  ),
  inModule(
    "with Windows line ends",
    "@tracked\r\nclass A {\r\n\t@tracked()\r\n\tm() {}\r\n}",
    "class A {\r\n\tm() {}\r\n}",
  ),
  inModule("beside other decorators", "@a\n@tracked\n@b(1) class A {}", "@a\n@b(1) class A {}"),
  inModule(
    "glued to its neighbours",
    "@a@tracked@b class A {@tracked m(){}}",
    "@a@b class A {m(){}}",
  ),
  inModule(
    "glued to keywords",
    'export@tracked class A {}\nexport default@tracked("b")class{}',
    "export class A {}\nexport default class{}",
  ),
  inModule(
    "with comments",
    "/*0*/@/*1*/tracked/*2*/(/*3*/)/*4*/class/*5*/A {}",
    "/*0*//*1*//*2*//*3*//*4*/class/*5*/A {}",
  ),
  inModule("before a comment", "@tracked // why\nclass A {}", "// why\nclass A {}"),
  inModule(
    "where a comment would end a return",
    "const f = () => {\n  return @tracked('A') // why\n  class {}\n}",
    "const f = () => {\n  return (// why\n  class {})\n}",
  ),
  inModule(
    "where a field would go on",
    "class A {\n  a = 1\n  @tracked('b') [b] = 2\n  @tracked *c() {}\n  get\n  @tracked d() {}\n  @tracked e() {}\n  @tracked f() {}\n}",
    "class A {\n  a = 1\n  ;[b] = 2\n  ;*c() {}\n  get\n  ;d() {}\n  e() {}\n  f() {}\n}",
  ),
  inModule("the call around a function", "const f = tracked(() => {})", "const f = (() => {})"),
  inModule(
    "the call and its name",
    'const f = tracked("g", async (a: A): Promise<B> => a)',
    "const f = (async (a: A): Promise<B> => a)",
  ),
  inModule(
    "a call over several lines",
    'const f = tracked(\n  "g",\n  async () => {\n    await a;\n  },\n);',
    "const f = (\n  async () => {\n    await a;\n  }\n);",
  ),
  inModule(
    "type arguments",
    'const f = tracked<F<G>>("g", <T,>(a: T) => a,)',
    "const f = (<T,>(a: T) => a)",
  ),
  inModule("an optional call", 'tracked ?. ("f", g)?.()', "(g)?.()"),
  inModule("casts of the callee", '(tracked as any)("f", g);tracked!("h", i)', "(g);(i)"),
  inModule(
    "with comments between all tokens",
    '/*0*/tracked/*1*/</*2*/F/*3*/>/*4*/(/*5*/"f"/*6*/,/*7*/g/*8*/,/*9*/)/*10*/',
    "/*0*/(/*1*//*2*//*3*//*4*//*5*//*6*//*7*/g/*8*//*9*/)/*10*/",
  ),
  inModule(
    "with comments that end lines",
    "const f = tracked // a\n( // b\n'f', // c\n// d\ng, // e\n) // f",
    "const f = (// a\n // b\n// c\n// d\ng // e\n) // f",
  ),
  inModule(
    "where a comment would end a return early",
    "() => { return tracked // a\n('f', g) }",
    "() => { return (// a\ng) }",
  ),
  inModule(
    "a note that the call is pure",
    'const f = /* @__PURE__ */ tracked("f", g())',
    "const f = (g())",
  ),
  inModule(
    "not a note that the call of the result is pure",
    'const f = /*#__PURE__*/ tracked("f", g)()',
    "const f = /*#__PURE__*/ (g)()",
  ),
  inModule(
    "where the statement before would go on",
    'a\ntracked("f", g)\nb = c // d\ntracked("h", i)',
    "a\n;(g)\nb = c // d\n;(i)",
  ),
  inModule(
    "not where it ends by itself",
    'a;\ntracked("f", g);\n{}\ntracked("h", i)',
    "a;\n(g);\n{}\n(i)",
  ),
  inModule(
    "in a body without braces",
    'if (a) tracked("f", g)\nelse tracked("h", i)\ndo tracked("j", k)\nwhile (a)',
    "if (a) (g)\nelse (i)\ndo (k)\nwhile (a)",
  ),
  inModule(
    "in a case",
    'switch (a) { case tracked("f", g): tracked("h", i)\ntracked("j", k) }',
    "switch (a) { case (g): (i)\n;(k) }",
  ),
  inModule(
    "what a call's receiver would be",
    'tracked("f", a.b)(); tracked("g", a?.b!)`c`; tracked("h", eval)("i")',
    '(0, a.b)(); (0, a?.b!)`c`; (0, eval)("i")',
  ),
  inModule(
    "a default export",
    'export default tracked("f", function () {})',
    "export default (function () {})",
  ),
  inModule(
    "one of two before an arrow",
    'a = b ? tracked("f", c) : d => e',
    "a = b ? (c) : d => e",
  ),
  inModule("a parameter's default", '(a = tracked("f", b)) => a', "(a = (b)) => a"),
  inModule(
    "marks within marks",
    'tracked("f", () => { @tracked class A { a = tracked(() => {}) } })',
    "(() => { class A { a = (() => {}) } })",
  ),
  inModule(
    "in JSX",
    'const v = <a b={tracked("f", () => {})}>tracked("g", h)</a>',
    'const v = <a b={(() => {})}>tracked("g", h)</a>',
    "module.tsx",
  ),
  inModule(
    "an abstract default export",
    "export default @tracked abstract class A {}",
    "export default abstract class A {}",
  ),
  inModule(
    "a decorator beside a rest parameter's",
    "@tracked class A { constructor(@a() ...b) {} }",
    "class A { constructor(@a() ...b) {} }",
  ),

  whole(
    "an import, not the licence before it",
    `/*! licence */\n\n// why\n${IMPORT}\nexport @tracked class A {}\n`,
    "/*! licence */\n\n// why\n\nexport class A {}\n",
  ),
  whole(
    "an import, not the comment after it",
    `import { tracked } from "${RUNTIME}"; // why\nexport @tracked class A {}`,
    "// why\nexport class A {}",
  ),
  whole(
    "an import, not what else is on its line",
    `a(); import { tracked } from "${RUNTIME}"; export @tracked class A {}`,
    "a(); export class A {}",
  ),
  whole(
    "an import and its Windows line end",
    `import a from "a";\r\nimport { tracked } from "${RUNTIME}";\r\n@tracked class A {}`,
    'import a from "a";\r\nclass A {}',
  ),
  whole(
    "after a shebang",
    `#!/usr/bin/env node\n${IMPORT}export @tracked class A {}`,
    "#!/usr/bin/env node\nexport class A {}",
  ),
  whole(
    "after a byte order mark",
    `\uFEFF${IMPORT}export @tracked class A {}`,
    "\uFEFFexport class A {}",
  ),
  whole(
    "behind a byte order mark",
    `\uFEFF@tracked class A {}\n${IMPORT}export {}`,
    "\uFEFFclass A {}\nexport {}",
  ),
  whole(
    "the last import, which made it a module",
    `// a\n${IMPORT}tracked("f", g)`,
    "// a\nexport {};\n(g)",
  ),
  whole(
    "with an import of types left",
    `import type { A } from "a";\n${IMPORT}tracked("f", g)`,
    'import type { A } from "a";\nexport {};\n(g)',
  ),
  whole(
    "one of several names",
    `import { tracked, A } from "${RUNTIME}"; @tracked class B extends A {}`,
    `import { A } from "${RUNTIME}"; class B extends A {}`,
  ),
  whole(
    "the last of several names",
    `import { A, tracked } from "${RUNTIME}"; @tracked class B extends A {}`,
    `import { A } from "${RUNTIME}"; class B extends A {}`,
  ),
  whole(
    "one in the middle",
    `import { A, tracked, B } from "${RUNTIME}"; @tracked class C extends A.b(B) {}`,
    `import { A, B } from "${RUNTIME}"; class C extends A.b(B) {}`,
  ),
  whole(
    "two of several names",
    `import { tracked as t, tracked, A } from "${RUNTIME}"; @tracked class B extends A { @t m() {} }`,
    `import { A } from "${RUNTIME}"; class B extends A { m() {} }`,
  ),
  whole(
    "a name on a line of its own",
    `import {\n  A,\n  tracked,\n} from "${RUNTIME}"; @tracked class B extends A {}`,
    `import {\n  A,\n} from "${RUNTIME}"; class B extends A {}`,
  ),
  whole(
    "a name with comments",
    `import { /*0*/ tracked /*1*/, // 2\n A /*3*/ } from "${RUNTIME}"; @tracked class B extends A {}`,
    `import { /*0*/ /*1*/// 2\nA /*3*/ } from "${RUNTIME}"; class B extends A {}`,
  ),
  whole(
    "an import with comments inside",
    `import /*0*/ { tracked /*1*/ } from "${RUNTIME}" // 2\nexport @tracked class A {}`,
    "/*0*//*1*/ // 2\nexport class A {}",
  ),
  whole(
    "the names beside a default",
    `import a, { tracked } from "${RUNTIME}"; @tracked class B extends a {}`,
    `import a from "${RUNTIME}"; class B extends a {}`,
  ),
  whole(
    "glued names beside a default",
    `import a,{tracked}from"${RUNTIME}";@tracked class B extends a {}`,
    `import a from"${RUNTIME}";class B extends a {}`,
  ),
  whole(
    "a namespace beside a default",
    `import a, * as rt from "${RUNTIME}"; @rt.tracked class B extends a {}`,
    `import a from "${RUNTIME}"; class B extends a {}`,
  ),
  whole(
    "not the types beside it",
    `import { tracked, type T } from "${RUNTIME}"; tracked("f", g as T)`,
    `import { type T } from "${RUNTIME}"; (g as T)`,
  ),
  whole(
    "not a name that a type uses",
    `${IMPORT}export let a: typeof tracked; @tracked class A {}`,
    `${IMPORT}export let a: typeof tracked; class A {}`,
  ),
  whole(
    "not a name that a test uses",
    `${IMPORT}typeof tracked; @tracked class A {}`,
    `${IMPORT}typeof tracked; class A {}`,
  ),
  whole(
    "a name that is only a word elsewhere",
    `${IMPORT}export let o; type T = { tracked: (tracked: 1) => void }; (tracked) => tracked; tracked("f", g)`,
    "export let o; type T = { tracked: (tracked: 1) => void }; (tracked) => tracked; (g)",
  ),
  whole(
    "not a namespace that is used",
    `import * as rt from "${RUNTIME}"; @rt.tracked class A extends rt.B {}`,
    `import * as rt from "${RUNTIME}"; class A extends rt.B {}`,
  ),
  whole(
    "a constant and its import",
    `${IMPORT}const t = tracked;\nexport @t class A {}`,
    "export class A {}",
  ),
  whole(
    "constants of constants",
    `${IMPORT}const t = tracked as any, u = t, v = 1;\nexport @u class A {}`,
    "const v = 1;\nexport class A {}",
  ),
  whole(
    "a constant in a loop's head stays",
    `${IMPORT}for (const t = tracked;;) t("f", g)`,
    `${IMPORT}for (const t = tracked;;) (g)`,
  ),
  whole(
    "a required name",
    `const { tracked } = require("${RUNTIME}");\nexports.f = tracked(() => {})`,
    "exports.f = (() => {})",
    "module.cjs",
  ),
  whole(
    "one of two required names",
    `const { tracked, A } = require("${RUNTIME}");\nexports.f = tracked(() => A)`,
    `const { A } = require("${RUNTIME}");\nexports.f = (() => A)`,
    "module.cjs",
  ),
  whole(
    "not a name whose rest is taken",
    `const { tracked, ...rest } = require("${RUNTIME}");\nexports.f = tracked(() => rest)`,
    `const { tracked, ...rest } = require("${RUNTIME}");\nexports.f = (() => rest)`,
    "module.cjs",
  ),
  whole(
    "a required namespace",
    `const a = 1, rt = require("${RUNTIME}")\nexports.f = rt.tracked(() => {})`,
    "const a = 1\nexports.f = (() => {})",
    "module.cjs",
  ),
  whole(
    "a namespace and what was taken out of it",
    `import * as rt from "${RUNTIME}";\nconst { tracked: t } = rt;\nexport @t class A {}`,
    "export class A {}",
  ),
  whole(
    "an import assignment and its alias",
    `import rt = require("${RUNTIME}");\nimport t = rt.tracked;\nexport = t("f", () => {})`,
    "export = (() => {})",
    "module.cts",
  ),
  whole(
    "an awaited import",
    `const { tracked } = await import("${RUNTIME}");\nexport const f = tracked(() => {})`,
    "export const f = (() => {})",
  ),
  whole(
    "a member of an awaited import",
    `export const f = (await import("${RUNTIME}")).tracked(() => {})`,
    "export const f = (() => {})",
  ),
  whole(
    "a promised import stays",
    `import("${RUNTIME}").then(({ tracked }) => tracked("f", g))`,
    `import("${RUNTIME}").then(({ tracked }) => (g))`,
  ),
  whole(
    "where statements would join",
    `const a = b\nimport { tracked } from "${RUNTIME}";\n[c, tracked("f", g)]; export {}`,
    "const a = b\n;\n[c, (g)]; export {}",
  ),
  whole(
    "where a call would join the statement before its import",
    `export const a = b\nimport { tracked } from "${RUNTIME}";\ntracked("f", g)`,
    "export const a = b\n;(g)",
  ),
  whole(
    "after a directive",
    `"use strict"\n${IMPORT}tracked("f", g); export {}`,
    '"use strict"\n;(g); export {}',
  ),
  whole(
    "before what would turn into a directive",
    `import { tracked } from "${RUNTIME}";\n"use client";\ntracked("f", g); export {}`,
    ';\n"use client";\n(g); export {}',
  ),
];
