import { describe, expect, it } from "vitest";
import { definitionsOf, IMPORT, RUNTIME, scan } from "./scan.fixture.js";

const LOOKALIKES: [what: string, code: string][] = [
  ["a comment", '// @tracked class A {}\n/* tracked("f", g) */'],
  [
    "a string",
    `"@tracked class A {}"; '\\ntracked("f", g)'; \`\n@tracked\n\${1} tracked("f", g)\``,
  ],
  ["a regular expression", '/tracked("f", g)/'],
  ["a property", "a.tracked('f', g); a?.tracked?.('f', g); @a.tracked class A {}"],
  ["a key", "({ tracked: 1, tracked() {} }); class A { tracked() {} #tracked = 1 }"],
  ["a label", "tracked: for (;;) break tracked"],
  ["a parameter", "(tracked) => tracked('f', g)"],
  ["a destructured parameter", "function h({ a: [tracked] }) { @tracked class A {} }"],
  ["a default parameter", "function h(tracked = 1, b = tracked('f', g)) {}"],
  ["a parameter property", "class A { constructor(private tracked) { tracked('f', g) } }"],
  ["a rest parameter", "(...tracked) => tracked('f', g)"],
  ["a variable", "{ const tracked = h; tracked('f', g); @tracked class A {} }"],
  ["a variable declared later", "() => { tracked('f', g); if (a) { var tracked = h } }"],
  ["a destructured variable", "() => { const { a: { b: tracked }, ...c } = h; tracked('f', g) }"],
  [
    "a loop variable",
    "for (const tracked of a) tracked('f', g); for (let tracked = a;;) tracked('f', g)",
  ],
  [
    "a caught error",
    "try {} catch (tracked) { tracked('f', g) } try {} catch ({ tracked }) { tracked('f', g) }",
  ],
  ["a function", "{ tracked('f', g); function tracked() {} }"],
  ["a function's own name", "(function tracked() { tracked('f', g) })"],
  ["a class", "{ class tracked { static a = tracked('f', g) } tracked('f', g) }"],
  ["a class's own name", "(class tracked { @tracked m() { tracked('f', g) } })"],
  ["a variable in a static block", "class A { static { var tracked = h; tracked('f', g) } }"],
  ["a variable in a switch", "switch (a) { case 1: let tracked; default: tracked('f', g) }"],
  ["an enum", "() => { enum tracked { a } tracked('f', g) }"],
  ["a member of an enum", "enum E { tracked = 1, b = tracked('f', g) }"],
  ["a namespace", "() => { namespace tracked { export const a = 1 } tracked('f', g) }"],
  [
    "a member of a merged enum",
    "export enum E { z = tracked } export enum E { tracked = 1 } namespace N { export enum E { tracked } } namespace N { export enum E { z = tracked } }",
  ],
  [
    "a constant that a merged namespace exports",
    "namespace N { export const tracked = h } namespace N { tracked('f', g) }",
  ],
  [
    "a variable that a merged namespace exports",
    "export namespace N { tracked('f', g) } export namespace N { export var { tracked } = h }",
  ],
  [
    "a function that a merged namespace exports",
    "namespace N { export function tracked() {} } namespace N { () => tracked('f', g) }",
  ],
  [
    "a class that a merged namespace exports",
    "namespace N { export class tracked {} } namespace N { tracked('f', g) }",
  ],
  [
    "an enum that a merged namespace exports",
    "namespace N { export enum tracked {} } namespace N { tracked('f', g) }",
  ],
  [
    "an alias that a merged namespace exports",
    "namespace N { export import tracked = A.b } namespace N { tracked('f', g) }",
  ],
  [
    "a namespace that a merged one exports",
    "namespace N.tracked { h() } namespace N { tracked('f', g) }",
  ],
  [
    "what a merged namespace of a namespace exports",
    "namespace N.M { export const tracked = h } namespace N { export namespace M { tracked('f', g) } } namespace N.M.O { tracked('h', g) }",
  ],
  [
    "what a namespace merged with a class exports",
    "class N {} namespace N { export const tracked = h } namespace N { tracked('f', g) }",
  ],
  ["a variable in a namespace", "namespace N { const tracked = h; tracked('f', g) }"],
  ["an import alias", "namespace N { import tracked = A.b; tracked('f', g) }"],
  [
    "a function with an overload",
    "{ function tracked(): any; function tracked() {} tracked('f', g) }",
  ],
  ["a declared enum of constants", "{ declare const enum tracked { a } h(tracked.a) }"],
  [
    "something that a namespace is said to export",
    "namespace N { export declare const tracked: any; tracked('f', g) }",
  ],
  ["a member of a declared enum", "declare enum E { tracked = 1, b = tracked }"],
  [
    "a type",
    "interface tracked { tracked(tracked: string): tracked } type T = (tracked: 1) => [tracked: 2]",
  ],
  ["a test for being there", 'typeof tracked === "function"'],
  ["something of a type", "let a: typeof tracked; f<typeof tracked>(); b as typeof tracked"],
];

describe("no mark is found in", () => {
  it.each(LOOKALIKES)("%s of that name", (_, code) => {
    expect(definitionsOf(IMPORT + code)).toEqual([]);
    expect(scan(IMPORT + code).erase()).toBeUndefined();
  });
});

const OUTSIDE_OF_SCOPE: [what: string, code: string, definition: string][] = [
  ["beside a block", "{ const tracked = h } tracked('f', g)", "function f 2:23"],
  ["around a function", "tracked('f', function (tracked) { tracked('no', g) })", "function f 2:1"],
  ["in a default value", "(a = tracked('f', g)) => { var tracked = h }", "function f 2:6"],
  ["in a discriminant", "switch (tracked('f', g)) { case 1: let tracked }", "function f 2:9"],
  ["before the class it shadows", "const A = @tracked class tracked {}", "class tracked 2:11"],
  ["beside a type", "{ type tracked = string; tracked('f', g) }", "function f 2:26"],
  [
    "beside a declared variable",
    "() => { declare var tracked: any; tracked('f', g) }",
    "function f 2:35",
  ],
  [
    "beside a declared constant",
    "{ declare const a: 1, tracked: any; tracked('f', g) }",
    "function f 2:37",
  ],
  [
    "beside a declared function",
    "{ declare function tracked(): any; tracked('f', g) }",
    "function f 2:36",
  ],
  ["beside a declared class", "{ declare class tracked {} tracked('f', g) }", "function f 2:28"],
  ["beside a declared enum", "{ declare enum tracked { a } tracked('f', g) }", "function f 2:30"],
  [
    "beside a declared namespace",
    "{ declare namespace tracked { const a: 1 } tracked('f', g) }",
    "function f 2:44",
  ],
  [
    "beside a declared module",
    "{ declare module tracked { const a: 1 } tracked('f', g) }",
    "function f 2:41",
  ],
  [
    "beside a namespace of types",
    "namespace M { namespace tracked { export type T = 1; interface I {} namespace N {} declare const a: 1 } tracked('f', g) }",
    "function f 2:105",
  ],
  [
    "beside what another namespace exports",
    "namespace N { export const tracked = h } namespace M { namespace N { tracked('f', g) } }",
    "function f 2:70",
  ],
  [
    "beside what a merged namespace keeps to itself",
    "namespace N { const tracked = h } namespace N { tracked('f', g) }",
    "function f 2:49",
  ],
  [
    "beside a namespace that is kept from a merged one",
    "namespace N { namespace M { export const tracked = h } } namespace N { namespace M { tracked('f', g) } }",
    "function f 2:86",
  ],
  [
    "beside what declared namespaces export",
    "declare namespace N { export const tracked: any } namespace N { tracked('f', g) }",
    "function f 2:65",
  ],
  [
    "beside members of a class and an enum that a namespace merges with",
    "class N { static tracked = 1 } namespace N { } enum E { tracked } namespace E { tracked('f', g) }",
    "function f 2:81",
  ],
  ["in a computed key", "class A { [tracked('f', g)](tracked) {} }", "function f 2:12"],
  ["on a method with a parameter", "class A { @tracked m(tracked) {} }", "method A.m 2:11"],
];

describe("what shadows the mark function leaves it alone", () => {
  it.each(OUTSIDE_OF_SCOPE)("%s", (_, code, definition) => {
    expect(definitionsOf(IMPORT + code)).toEqual([definition]);
  });
});

const OTHER_IMPORTS: [what: string, code: string][] = [
  ["another module", 'import { tracked } from "@inlineage/runtimes"; tracked("f", g)'],
  ["another name", `import { VersionTracker as tracked } from "${RUNTIME}"; tracked("f", g)`],
  ["the default export", `import tracked from "${RUNTIME}"; tracked("f", g)`],
  ["a type", `import type { tracked } from "${RUNTIME}"; @tracked class A {}`],
  ["one type among others", `import { type tracked } from "${RUNTIME}"; @tracked class A {}`],
  ["a type's namespace", `import type * as rt from "${RUNTIME}"; rt.tracked("f", g)`],
  ["a type by assignment", `import type rt = require("${RUNTIME}"); rt.tracked("f", g)`],
  ["nowhere", `import "${RUNTIME}"; tracked("f", g)`],
  ["a `require` of its own", `(require) => require("${RUNTIME}").tracked("f", g)`],
  ["a require of something else", `h.require("${RUNTIME}").tracked("f", g)`],
  ["a module of its own", `(module) => module.require("${RUNTIME}").tracked("f", g)`],
  ["a `module` further up", `let module = h; module.require("${RUNTIME}").tracked("f", g)`],
  ["a promise of the module", `import("${RUNTIME}").tracked("f", g)`],
];

describe("no mark is found in the use of a name from", () => {
  it.each(OTHER_IMPORTS)("%s", (_, code) => {
    expect(definitionsOf(code)).toEqual([]);
  });
});

it("a module that only hands on all of the runtime is left alone", () => {
  expect(definitionsOf(`export * from "${RUNTIME}"; export * as rt from "${RUNTIME}"`)).toEqual([]);
});

it("a module that uses the rest of the runtime is left alone", () => {
  const code = `let rt; rt = await import("${RUNTIME}"); export const t = new rt.VersionTracker(v)`;
  expect(definitionsOf(code)).toEqual([]);
});
