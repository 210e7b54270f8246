import { describe, expect, it, test } from "vitest";
import { fingerprintOf } from "./fingerprint.js";

const IMPORT = 'import { tracked } from "@inlineage/runtime";\n';

/** What changes nothing: how it was, how it is. */
const SAME: readonly [what: string, before: string, after: string, file?: string][] = [
  ["comments", "// a\nf(/* b */ 1)", "f(1) // c"],
  ["a byte order mark", "f()", "\uFEFFf()"],
  ["Windows line ends", "f(`a\nb`)\ng('c\\\nd')", "f(`a\r\nb`)\r\ng('c\\\r\nd')"],
  ["parentheses", "a = ((b)) * (c)", "a = b * c"],
  ["semicolons", "a\n;b;;", "a; b"],
  ["commas at the end", "f(a, [b,], { c, }, (d,) => {},)", "f(a, [b], { c }, (d) => {})"],
  ["quotes", `f('a"', "b")`, `f("a\\"", 'b')`],
  ["spellings of a number", "f(0x10, 1e3, .5, 1_000n, 0b1n)", "f(16, 1000, 0.50, 1000n, 1n)"],
  ["escapes", 'f("\\u0061", "\\x62")', 'f("a", "b")'],
  ["flags in another order", "/a/gi", "/a/ig"],
  ["quotes around keys", "({ 'a': 1, 2: 3, b() {} })", "({ a: 1, '2': 3, 'b'() {} })"],
  ["a property written out", "({ a, b: c })", "({ a: a, b: c })"],
  ["how && is grouped", "a && (b && (c && d))", "((a && b) && c) && d"],
  ["parentheses of arrows and new", "f((a) => a, new B)", "f(a => a, new B())"],
  [
    "import attributes in quotes",
    'import a from "a" with { "type": "json" }',
    'import a from "a" with { type: "json" }',
  ],
  ["types", "function f(this: A, a?: B<C>): D { return a! as E }", "function f(a) { return a }"],
  [
    "type declarations",
    "type A = B; interface C {}\ndeclare const d: 1; declare global {}\nf()",
    "f()",
  ],
  [
    "imports and exports of types",
    'import type { A } from "a"; export type { B } from "b"; export type C = A; f()',
    "f()",
  ],
  ["a type among imports", 'import { type A, b } from "a"', 'import { b } from "a"'],
  [
    "overloads",
    "class A { f(a: 1): 1; f(a: any) { return a } [key: string]: any }",
    "class A { f(a) { return a } }",
  ],
  [
    "modifiers",
    "abstract class A extends B implements C { private readonly a = 1; abstract b(): void; declare c: 1 }",
    "class A extends B { public a = 1 }",
  ],
  [
    "access of a parameter property",
    "class A { constructor(private a: 1) {} }",
    "class A { constructor(readonly a) {} }",
  ],
  ["type arguments", "f<A>(new B<C>(), d<E>`x`, g<H>)", "f(new B(), d`x`, g)"],
  ["a namespace of types", "namespace A { export type B = 1 }\nf()", "f()"],
  ["a mark on a class", `${IMPORT}@tracked export class A {}`, "export class A {}"],
  [
    "a mark with another name",
    `${IMPORT}export const f = tracked("a", () => 1)`,
    `${IMPORT}export const f = tracked("b", () => 1)`,
  ],
  [
    "a mark around a function",
    `${IMPORT}export const f = tracked(() => 1)`,
    "export const f = () => 1",
  ],
  [
    "a mark in a longer condition",
    `${IMPORT}export const f = tracked("f", a || b) || c`,
    "export const f = a || b || c",
  ],
  ["JSX in lines", "<a b='c'>\n  d e\n  {f}\n</a>", '<a b={"c"}>d e{f}</a>', "a.jsx"],
  ["a blank in braces", '<a>\n  b{" "}\n  <c />\n</a>', "<a>b <c /></a>", "a.jsx"],
  ["comments in JSX", "<a>{/* b */}</a>", "<a></a>", "a.tsx"],
  ["types of Flow", "// @flow\ntype A = 1; f((a: A))", "f(a)", "a.js"],
  ["spaces in JSON", '{ "a": [1, 2.0] }', '{\n"a":[1,2]}', "a.json"],
  ["Windows line ends in other text", "a { b: c }\n", "a { b: c }\r\n", "a.css"],
];

/** What changes what the code does, if only in places. */
const DIFFERENT: readonly [what: string, before: string, after: string, file?: string][] = [
  ["a number", "f(1)", "f(2)"],
  ["a sign", "f(a + b)", "f(a - b)"],
  ["what is computed first", "(a + b) * c", "a + b * c"],
  ["what is optional", "a?.b.c", "(a?.b).c"],
  ["an optional call", "a?.()", "a()"],
  ["async", "async () => {}", "() => {}"],
  ["a generator", "(function* () {})", "(function () {})"],
  ["let", "let a = 1", "const a = 1"],
  ["the order of statements", "a(); b()", "b(); a()"],
  ["the order of properties", "({ a: 1, b: 2 })", "({ b: 2, a: 1 })"],
  ["a directive", '"use strict"; f()', '("use strict"); f()'],
  ["being a module", "f()", "f(); export {}"],
  ["what a tagged template is given", "f`\\u0061`", "f`a`"],
  ["a template", `f(\`a\${b}\`)`, `f(\`a \${b}\`)`],
  ["a hole", "[, a]", "[a]"],
  ["the prototype", "({ __proto__: a })", "({ ['__proto__']: a })"],
  ["a name given by assignment", "a = () => {}", "(a) = () => {}"],
  ["a private name", "class A { accessor #a }", "class A { accessor '#a' }"],
  ["a static member", "class A { static a }", "class A { a }"],
  ["a field without value", "class A { a: string }", "class A {}"],
  ["a decorator", "@a class A {}", "@b class A {}"],
  ["a decorator's place", "class A { @a b; c }", "class A { b; @a c }"],
  ["a decorated rest parameter", "class A { f(@a ...b) {} }", "class A { f(@a b) {} }"],
  [
    "what is injected",
    "@a class A { constructor(b: B) {} }",
    "@a class A { constructor(b: C) {} }",
  ],
  [
    "a parameter property",
    "class A { constructor(private a) {} }",
    "class A { constructor(a) {} }",
  ],
  ["an enum", "enum A { B }", "enum A { B = 1 }"],
  ["a namespace", "namespace A { export const b = 1 }", "namespace A { export const b = 2 }"],
  ["an import that may be left out", 'import { type A } from "a"', 'import "a"'],
  ["an import of nothing but types", 'import { type A } from "a"', 'import type { A } from "a"'],
  ["import attributes", 'import a from "a" with { type: "json" }', 'import a from "a"'],
  ["a re-export", 'export * from "a"', 'export * as b from "a"'],
  ["something else than a mark", `${IMPORT}@tracked class A {}; tracked.a`, "class A {}"],
  ["a text in JSX", "<a>b</a>", "<a>c</a>", "a.jsx"],
  ["a reference in JSX", "<a>&nbsp;</a>", "<a>{'&nbsp;'}</a>", "a.jsx"],
  [
    "what JSX becomes",
    "/** @jsxImportSource a */ <a />",
    "/** @jsxImportSource b */ <a />",
    "a.jsx",
  ],
  ["the order in JSON", '{ "a": 1, "b": 2 }', '{ "b": 2, "a": 1 }', "a.json"],
  ["a space in other text", "a: b", "a:  b", "a.yaml"],
];

describe("the fingerprint stays where what changes is", () => {
  it.each(SAME)("%s", (_what, before, after, file = "a.ts") => {
    const fingerprint = fingerprintOf(before, file);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprintOf(after, file)).toBe(fingerprint);
  });
});

describe("the fingerprint moves with", () => {
  it.each(DIFFERENT)("%s", (_what, before, after, file = "a.ts") => {
    expect(fingerprintOf(after, file)).not.toBe(fingerprintOf(before, file));
  });
});

test("code that can't be read says so, and every character of it counts but line ends", () => {
  const fingerprint = fingerprintOf("a b\n", "a.ts");
  expect(fingerprint).toMatch(/^text:[0-9a-f]{64}$/);
  expect(fingerprintOf("a b\r\n", "a.ts")).toBe(fingerprint);
  expect(fingerprintOf("a  b\n", "a.ts")).not.toBe(fingerprint);
  expect(fingerprintOf("{ 'a': 1 }", "a.json")).toMatch(/^text:/);
});

test("every byte of a file that is no text counts", () => {
  const bytes = (text: string) => Buffer.from(`\0${text}`, "latin1");
  expect(fingerprintOf(bytes("\r\n"), "a.bin")).not.toBe(fingerprintOf(bytes("\n"), "a.bin"));
});

test("the format is one that was settled: all that were recorded depend on it", () => {
  const code = `${IMPORT}import data from "./data.json" with { type: "json" };
@tracked export class Model<T> { #a = data.b?.c ?? 0x10; async *run(x: T) { yield* \`\${x}\`; } }`;
  expect({
    module: fingerprintOf(code, "model.ts"),
    json: fingerprintOf('{"a":[1,null,"é"]}', "data.json"),
    text: fingerprintOf("a: 1\n", "params.yaml"),
  }).toMatchInlineSnapshot(`
    {
      "json": "32f9742b81bd46c9cb12e3f367b089305cca8e42aab9a82acc4169c211767687",
      "module": "d2864ea4263e3d56244c2be5c48752e75d69f36adb77b21020c665e2945e86bc",
      "text": "c42ee310eb1179717859e4fb4c55834d13277b7099c62311b19b78e949f5bee5",
    }
  `);
});

test("a generated sum or condition of a thousand terms is read, one of a hundred thousand is text", () => {
  const chain = (length: number, operator: string) => Array(length).fill("a").join(operator);
  for (const operator of [" + ", " && "]) {
    expect(fingerprintOf(chain(1000, operator), "a.js")).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprintOf(chain(100_000, operator), "a.js")).toMatch(/^text:/);
  }
});
