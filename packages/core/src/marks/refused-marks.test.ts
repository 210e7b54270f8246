import { describe, expect, it } from "vitest";
import { InlineageError } from "../errors.js";
import type { MarkFunction } from "./mark-scanner.js";
import { definitionsOf, IMPORT, ROOT, RUNTIME, type ScanOptions, scan } from "./scan.fixture.js";

type Refused = [what: string, code: string, place: string, message: RegExp, remedy: RegExp];

function refusal(code: string, options?: ScanOptions): InlineageError {
  try {
    scan(code, options);
  } catch (error) {
    if (error instanceof InlineageError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

function expectRefusal(
  [, code, place, message, remedy]: Refused,
  kind: string,
  options?: ScanOptions,
) {
  const error = refusal(IMPORT + code, options);
  const { line, column } = error.location ?? {};
  expect({ code: error.code, place: `${line}:${column}` }).toEqual({ code: kind, place });
  expect(error.message.split("\n")[0]).toMatch(message);
  expect(error.remedy).toMatch(remedy);
  expect(error.message).toContain(`> ${line} | `);
}

const UNNAMED: Refused[] = [
  [
    "a default export",
    "export default tracked(() => {})",
    "2:16",
    /no name of its own/,
    /tracked\("name"/,
  ],
  ["a nameless class", "export default @tracked class {}", "2:16", /no name/, /@tracked\("name"\)/],
  ["a returned function", "() => tracked(() => {})", "2:7", /no name/, /tracked/],
  ["an argument", "f(tracked(() => {}))", "2:3", /no name/, /tracked/],
  ["one of two", "const f = a ? tracked(() => {}) : b", "2:15", /no name/, /tracked/],
  ["module.exports", "module.exports = tracked(() => {})", "2:18", /no name/, /tracked/],
  ["exports.default", "exports.default = tracked(() => {})", "2:19", /no name/, /tracked/],
  ["a method of an object", "tracked(a.b)", "2:1", /no name/, /tracked/],
  ["a computed property", "({ [a]: tracked(() => {}) })", "2:9", /when the code runs/, /tracked/],
  ["a computed member", "class A { @tracked [a]() {} }", "2:11", /when the code runs/, /@tracked/],
  ["a computed field", "class A { [a] = tracked(() => {}) }", "2:17", /when the code/, /tracked/],
  ["a nameless class's member", "f(class { @tracked m() {} })", "2:11", /the class of/, /@tracked/],
];

describe("a definition without a name is refused:", () => {
  it.each(UNNAMED)("%s", (...row) => expectRefusal(row, "UNNAMED_DEFINITION"));
});

const INVALID_NAMES: Refused[] = [
  ["a variable", "@tracked(name) class A {}", "2:10", /string literal/, /in quotes/],
  ["a call's variable", "tracked(name, fn)", "2:9", /string literal/, /in quotes/],
  ["an expression", 'tracked("a" + b, fn)', "2:9", /string literal/, /in quotes/],
  [
    "a template with values",
    `@tracked(\`a\${b}\`) class A {}`,
    "2:10",
    /string literal/,
    /in quotes/,
  ],
  ["an empty string", '@tracked("") class A {}', "2:10", /is empty/, /in quotes/],
  ["a number", "tracked(1, fn)", "2:9", /string literal/, /in quotes/],
  ["name and function swapped", 'tracked(() => {}, "a")', "2:9", /string literal/, /in quotes/],
  ["half a character", 'tracked("\\ud800", fn)', "2:9", /not valid Unicode/, /in quotes/],
  ["a spread list", "@tracked(...a) class A {}", "2:10", /string literal/, /in quotes/],
];

describe("a name that can't be read is refused:", () => {
  it.each(INVALID_NAMES)("%s", (...row) => expectRefusal(row, "INVALID_NAME"));
});

const RESERVED: Refused[] = [
  ["hostname", 'tracked("hostname", fn)', "2:1", /"hostname" is taken/, /another name/],
  ["a package's", 'tracked("npm:onnx", fn)', "2:1", /packages are called so/, /another name/],
  ["aggregated_version", "@tracked class aggregated_version {}", "2:1", /is taken/, /another/],
  [
    "versioning_timestamp",
    "const versioning_timestamp = tracked(() => {})",
    "2:30",
    /is taken/,
    /another/,
  ],
];

describe("a name that snapshots use themselves is refused:", () => {
  it.each(RESERVED)("%s", (...row) => expectRefusal(row, "RESERVED_NAME"));
});

const UNSUPPORTED: Refused[] = [
  ["a parameter", "class A { constructor(@tracked a) {} }", "2:23", /on a parameter/, /the method/],
  [
    "a parameter property",
    "class A { constructor(@tracked() private a) {} }",
    "2:23",
    /param/,
    /the/,
  ],
  ["a destructured parameter", "class A { m(@tracked [a]: any) {} }", "2:13", /a parameter/, /the/],
  ["a rest parameter", "class A { m(@tracked ...a) {} }", "2:13", /a parameter/, /the/],
  ["a constructor", "class A { @tracked constructor() {} }", "2:11", /a constructor/, /the class/],
  [
    "an abstract method",
    "abstract class A { @tracked abstract m(): void }",
    "2:20",
    /a method without a body/,
    /member that has code/,
  ],
  [
    "an abstract field",
    'abstract class A { @tracked("a") abstract a: string }',
    "2:20",
    /an abstract member/,
    /member that has code/,
  ],
  [
    "a declared field",
    "class A { @tracked declare a: string }",
    "2:11",
    /a declared field/,
    /code/,
  ],
  ["an overload", "class A { @tracked m(): void; m(a?) {} }", "2:11", /without a body/, /code/],
  ["an object's method", "({ @tracked m() {} })", "2:4", /a member of an object/, /name: tracked/],
  ["an object's property", "({ @tracked a: 1 })", "2:4", /a member of an object/, /name: tracked/],
  ["an index signature", "class A { @tracked [a: string]: any }", "2:11", /index sign/, /code/],
  ["no function", 'tracked("a", 5)', "2:14", /and this is none/, /tracked\(fn\)/],
  ["an object", "const a = tracked({})", "2:19", /and this is none/, /tracked\(fn\)/],
  ["nothing", 'const t = tracked("a")', "2:19", /nothing to name/, /tracked\(fn\)/],
  ["nothing yet", 'tracked("a")(fn)', "2:9", /nothing to name/, /tracked\(fn\)/],
  ["no arguments", "tracked()", "2:1", /not 0 arguments/, /tracked\(fn\)/],
  ["three arguments", 'tracked("a", b, c)', "2:1", /not 3 arguments/, /tracked\(fn\)/],
  ["a list of arguments", "tracked(...a)", "2:9", /from a list/, /tracked\(fn\)/],
  ["a list after the name", 'tracked("a", ...b)', "2:14", /from a list/, /tracked\(fn\)/],
  ["a decorator with more", '@tracked("a", b) class A {}', "2:2", /nothing but a name/, /@tracked/],
  ["two marks", '@tracked @tracked("a") class A {}', "2:10", /two marks/, /keep one/],
  ["a mark in a mark", 'tracked("a", tracked("b", fn))', "2:14", /two marks/, /keep one/],
  ["a marked class", 'tracked("a", @tracked class A {})', "2:14", /two marks/, /keep one/],
  ["a constructor call", 'new tracked("a", B)', "2:1", /`new tracked\("a", B\)`/, /on the class/],
  ["a template tag", "tracked`a`", "2:1", /template tag/, /tracked\("name"/],
];

describe("a mark is refused on", () => {
  it.each(UNSUPPORTED)("%s", (...row) => expectRefusal(row, "UNSUPPORTED_MARK"));
});

const PASSED_ON: Refused[] = [
  ["to a call", "list.map(tracked)", "2:10", /as a value/, /where it is written/],
  ["into an object", "const o = { tracked }", "2:13", /as a value/, /where it is written/],
  ["into a list", "const o = [tracked]", "2:12", /as a value/, /where it is written/],
  ["into a component", "const o = <A b={tracked} />", "2:17", /as a value/, /where it is written/],
  ["as a component", "const T = tracked; const o = <T />", "2:31", /as a value/, /where it is/],
  ["bound", 'tracked.bind(null, "a")', "2:1", /as a value/, /where it is written/],
  ["called back", 'tracked.call(null, "a", b)', "2:1", /as a value/, /where it is written/],
  ["as one of two", "@(a ? tracked : b) class A {}", "2:7", /as a value/, /where it is written/],
  ["past a comma", "a = (0, tracked)", "2:9", /as a value/, /where it is written/],
  ["as a default value", "const f = (a = tracked) => a", "2:16", /as a value/, /where it is/],
  ["taken apart", "const { name } = tracked", "2:18", /as a value/, /where it is written/],
  ["in an extends clause", "class A extends tracked {}", "2:17", /as a value/, /where it is/],
  ["in a variable", "let t = tracked", "2:5", /could be assigned again/, /with const/],
  ["in an old variable", "var t = tracked", "2:5", /could be assigned again/, /with const/],
  ["over another", "tracked = a", "2:1", /assigns to a name/, /another name/],
  ["as an export", "export { tracked as t }", "2:10", /hands a mark/, /module: ".\/module.tsx"/],
  ["as a new export", "export const t = tracked", "2:14", /hands a mark/, /option `marks`/],
  ["as the default export", "export default tracked", "2:16", /hands a mark/, /option `marks`/],
  ["as an assigned export", "export = tracked", "2:10", /hands a mark/, /option `marks`/],
];

const COMPILED: Refused[] = [
  ["tsc's CommonJS", '(0, tracked)("a", b)', "2:5", /what a compiler made/, /compiled from/],
  ["tsc", "let A = class {}; A = __decorate([tracked], A)", "2:35", /a compiler/, /"exports"/],
  ["swc", "A = _ts_decorate([h, tracked], A)", "2:22", /a compiler/, /"exports"/],
  ["esbuild", "A = __decorateClass([tracked], A)", "2:22", /a compiler/, /"exports"/],
  ["tsc, as specified", "let _classDecorators = [tracked]", "2:25", /a compiler/, /"exports"/],
  ["esbuild, as specified", "_m_dec = [tracked]", "2:11", /a compiler/, /"exports"/],
];

describe("what a compiler made of a mark is refused", () => {
  it.each(COMPILED)("%s", (...row) => expectRefusal(row, "UNSUPPORTED_MARK"));
});

describe("a mark function is not handed on", () => {
  const options = { file: "module.tsx" };
  it.each(PASSED_ON)("%s", (...row) => expectRefusal(row, "UNSUPPORTED_MARK", options));

  it.each([
    [`export { tracked } from "${RUNTIME}"`, /hands a mark function on/],
    [`import * as rt from "${RUNTIME}"; export const { tracked } = rt`, /hands a mark/],
    [`import * as rt from "${RUNTIME}"; rt[name]("a", b)`, /picks an export/],
    [`import * as rt from "${RUNTIME}"; <rt.tracked />`, /as a value/],
    [`let rt = require("${RUNTIME}"); rt = a; rt.tracked("b", c)`, /assigned more than once/],
    [`let rt; rt = await import("${RUNTIME}"); rt.tracked("b", c)`, /assigned more than once/],
    [`var { tracked } = require("${RUNTIME}"); tracked("b", c)`, /could be assigned again/],
    [`const { tracked = a } = require("${RUNTIME}")`, /as a value/],
    [`let t; ({ tracked: t } = require("${RUNTIME}"))`, /assigned more than once/],
  ])("by way of %s", (code, message) => {
    const error = refusal(code, options);
    expect(error.code).toBe("UNSUPPORTED_MARK");
    expect(error.message).toMatch(message);
  });
});

describe("a module of mark functions", () => {
  const functions: MarkFunction[] = [{ module: "./our-tracking", name: "versioned" }];
  const options = { file: "our-tracking.ts", functions };

  it("may hand on and wrap the one it is made of", () => {
    const code = `${IMPORT}export { tracked, tracked as t };
export const versioned = (name, fn) => tracked(name, fn);
export const other = compose(tracked);
export default tracked;`;
    expect(definitionsOf(code, options)).toEqual([]);
    expect(scan(code, options).erase()).toBeUndefined();
    expect(definitionsOf(`export { tracked as versioned } from "${RUNTIME}"`, options)).toEqual([]);
  });

  it("may hold marks beside", () => {
    const code = `${IMPORT}export const versioned = tracked;\nexport const f = tracked(() => {});\n@tracked class A {}`;
    expect(definitionsOf(code, options)).toEqual(["function f 3:18", "class A 4:1"]);
  });

  it("gets no more freedom than that", () => {
    const error = refusal(`${IMPORT}@tracked(name) class A {}`, options);
    expect(error.code).toBe("INVALID_NAME");
  });
});

describe("a syntax error", () => {
  it.each([
    ["const x = ;", "2:11"],
    ["class {", "2:7"],
    ['tracked("x", fn', "2:16"],
    ["const a = 1 const b = 2", "2:12"],
    ["class A { @tracked static {} }", "2:11"],
    ["class A { @tracked }", "2:21"],
    ["@tracked function f() {}", "2:10"],
  ])("is shown with its place: %s", (code, place) => {
    const error = refusal(IMPORT + code);
    const { file, line, column } = error.location ?? {};
    expect(error.code).toBe("SYNTAX_ERROR");
    expect(`${file}:${line}:${column}`).toBe(`${ROOT}/module.ts:${place}`);
    expect(error.message).toMatch(/can't be parsed/);
    expect(error.message).not.toMatch(/\(\d+:\d+\)/);
    expect(error.cause).toBeInstanceOf(SyntaxError);
  });

  it("is told of in the dialect that got furthest", () => {
    const code = `${IMPORT}@a().b() class A {}\nexport const x = 1 +;`;
    expect(refusal(code).location).toMatchObject({ line: 3, column: 21 });
  });

  it("of meaning only is left to the compiler", () => {
    const code = `${IMPORT}let a; let a; class B { private private c; @tracked m() { super(); } }`;
    expect(definitionsOf(code)).toEqual(["method B.m 2:44"]);
  });
});

it("the whole error reads so", () => {
  const code = `${IMPORT}
class Service {
	@tracked
	[method]() {}
}
`;
  expect(refusal(code).message).toMatchInlineSnapshot(`
    "/project/module.ts:4:2: the name of this definition is known only when the code runs
      2 |
      3 | class Service {
    > 4 | 	@tracked
        | 	^
      5 | 	[method]() {}
      6 | }
    To fix it: name it in the mark: @tracked("name")."
  `);
});
