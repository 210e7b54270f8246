import type { Erasure } from "./erasures.fixture.js";
import { IMPORT } from "./scan.fixture.js";

/** In a module that is one by an export of its own, so that no `export {}` has to keep it one. */
function inModule(what: string, code: string, expected: string, file = "module.ts"): Erasure {
  const rest = "export let o;\n";
  return { what, code: IMPORT + rest + code, expected: `\n${rest}${expected}`, file };
}

/** What erasing leaves of each form of mark. */
export const MARK_ERASURES: readonly Erasure[] = [
  inModule("a decorator and its line", "@tracked\nclass A {}", "\nclass A {}"),
  inModule("a decorator and the space after it", "@tracked class A {}", "class A {}"),
  inModule(
    "decorators of indented members",
    'class A {\n  @tracked\n  m() {}\n\n  @tracked("a b") static #n = 1;\n}',
    "class A {\n\n  m() {}\n\n  static #n = 1;\n}",
  ),
  inModule(
    "with Windows line ends",
    "@tracked\r\nclass A {\r\n\t@tracked()\r\n\tm() {}\r\n}",
    "\r\nclass A {\r\n\r\n\tm() {}\r\n}",
  ),
  inModule("beside other decorators", "@a\n@tracked\n@b(1) class A {}", "@a\n\n@b(1) class A {}"),
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
    "const f = (\n  \nasync () => {\n    await a;\n  }\n);",
  ),
  inModule(
    "type arguments",
    'const f = tracked<F<G>>("g", <T,>(a: T) => a,)',
    "const f = ((<T,>(a: T) => a) as F<G>)",
  ),
  inModule(
    "type arguments with a comment that ends a member",
    'const f = tracked<{ a: A /*\n*/ b: B }>("g", h)',
    "const f = (/*\n*/(h) as { a: A \n b: B })",
  ),
  inModule("between what is glued", "@a@tracked class A {}", "@a class A {}"),
  inModule("with a line end behind others", "@a @tracked\nclass A {}", "@a \nclass A {}"),
  inModule(
    "over several lines, in a class on one",
    'class A { @tracked(\n"x"\n) m() {} }',
    "class A { \n\nm() {} }",
  ),
  inModule("an optional call", 'tracked ?. ("f", g)?.()', "(g)?.()"),
  inModule("casts of the callee", '(tracked as any)("f", g);tracked!("h", i)', "(g);(i)"),
  inModule(
    "with comments between all tokens",
    '/*0*/tracked/*1*/</*2*/F/*3*/>/*4*/(/*5*/"f"/*6*/,/*7*/g/*8*/,/*9*/)/*10*/',
    "/*0*/(/*1*//*2*//*3*//*4*//*5*//*6*//*7*/(g) as F/*8*//*9*/)/*10*/",
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
];
