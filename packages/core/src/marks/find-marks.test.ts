import { describe, expect, it } from "vitest";
import { definitionsOf, IMPORT, ROOT, RUNTIME, scan } from "./scan.fixture.js";

/** After the one line of {@link IMPORT}, so the marks start in line 2. */
const SUPPORTED: [what: string, code: string, definitions: string[]][] = [
  ["a class", "@tracked class A {}", ["class A 2:1"]],
  ["a class, called without a name", "@tracked() class A {}", ["class A 2:1"]],
  ["a class under a name of its own", '@tracked("a model") class A {}', ["class a model 2:1"]],
  ["an exported class", "@tracked export class A {}", ["class A 2:1"]],
  ["a class after its export", "export @tracked class A {}", ["class A 2:8"]],
  ["an abstract class", "export @tracked abstract class A {}", ["class A 2:8"]],
  ["a default export", "export default @tracked class A {}", ["class A 2:16"]],
  ["an abstract default export", "export default @tracked abstract class A {}", ["class A 2:16"]],
  ["a mark before a default export", "@tracked export default class A {}", ["class A 2:1"]],
  [
    "a nameless default export under a name",
    'export default @tracked("A") class {}',
    ["class A 2:16"],
  ],
  ["a class expression", "const A = @tracked class {}", ["class A 2:11"]],
  ["a class expression's own name", "const A = @tracked class B {}", ["class B 2:11"]],
  ["a class among arguments", 'f(@tracked("A") class {})', ["class A 2:3"]],
  ["a mark beside others", "@a @tracked @b() class A {}", ["class A 2:4"]],
  ["a mark beside one only TypeScript takes", "@a().b() @tracked class A {}", ["class A 2:10"]],
  [
    "a mark in parentheses",
    '@(tracked) class A {} @(tracked("C")) class B {}',
    ["class A 2:1", "class C 2:23"],
  ],
  ["a mark with a cast", '@(tracked as any)("A") class B {}', ["class A 2:1"]],
  ["a template as a name", "@tracked(`A`) class B {}", ["class A 2:1"]],
  [
    "methods",
    "class A { @tracked m() {} @tracked async n() {} @tracked *o() {} @tracked async *p() {} }",
    ["method A.m 2:11", "method A.n 2:27", "method A.o 2:49", "method A.p 2:66"],
  ],
  [
    "static and private methods",
    "class A { @tracked static m() {} @tracked #n() {} @tracked static async #o() {} }",
    ["method A.m 2:11", "method A.#n 2:34", "method A.#o 2:51"],
  ],
  [
    "accessors",
    "class A { @tracked get a() { return 1 } @tracked set b(v) {} @tracked accessor c = 1; @tracked static accessor #d = 1 }",
    ["accessor A.a 2:11", "accessor A.b 2:41", "accessor A.c 2:62", "accessor A.#d 2:87"],
  ],
  [
    "fields",
    "class A { @tracked a; @tracked static b = 1; @tracked #c = 2; @tracked private readonly d?: string }",
    ["field A.a 2:11", "field A.b 2:23", "field A.#c 2:46", "field A.d 2:63"],
  ],
  [
    "members with quoted and numeric names",
    `class A { @tracked "a b"() {} @tracked 1() {} }`,
    ["method A.a b 2:11", "method A.1 2:31"],
  ],
  [
    "a computed member under a name",
    'class A { @tracked("iterate") [Symbol.iterator]() {} }',
    ["method iterate 2:11"],
  ],
  [
    "members of a nameless class",
    'const A = class { @tracked m() {} }; tracked("B", class { @tracked m() {} }); export default @tracked("C") class { @tracked m() {} }',
    ["method A.m 2:19", "class B 2:38", "method B.m 2:59", "class C 2:94", "method C.m 2:116"],
  ],
  [
    "the implementation of an overloaded method",
    "class A { m(): void; @tracked m(a?: string) {} }",
    ["method A.m 2:22"],
  ],
  [
    "a class whose constructor has decorated parameters",
    '@tracked class A { constructor(@Inject(B) private b: B, @Inject("c") ...c) {} m(@Query() q) {} }',
    ["class A 2:1"],
  ],
  ["a function under a name", 'tracked("f", function () {})', ["function f 2:1"]],
  ["a function's own name", "tracked(function f() {})", ["function f 2:1"]],
  ["a variable's name", "const f = tracked(async () => {})", ["function f 2:11"]],
  [
    "a variable's name for any expression",
    "const f = tracked(debounce(g, 9))",
    ["function f 2:11"],
  ],
  ["a name through casts", "const f = (tracked(() => {}) satisfies F)!", ["function f 2:12"]],
  [
    "names of assignment targets",
    "f = tracked(() => {}); g ??= tracked(() => {}); exports.h = tracked(() => {})",
    ["function f 2:5", "function g 2:30", "function h 2:61"],
  ],
  [
    "names of properties",
    'const o = { f: tracked(() => {}), "a b": tracked(() => {}), [k]: tracked("c", () => {}) }',
    ["function f 2:16", "function a b 2:42", "function c 2:66"],
  ],
  [
    "names of default values",
    "const { f = tracked(() => {}) } = o; function g(h = tracked(() => {})) {}",
    ["function f 2:13", "function h 2:53"],
  ],
  [
    "names of fields",
    "class A { f = tracked(() => {}); static #g = tracked(() => {}) }",
    ["function A.f 2:15", "function A.#g 2:46"],
  ],
  ["a function by its name", "export default tracked(handler)", ["function handler 2:16"]],
  ["a variable before a function's name", "const f = tracked(g)", ["function f 2:11"]],
  ["a generator", "const f = tracked(async function* () {})", ["function f 2:11"]],
  [
    "a class in a call",
    'tracked("A", class {}); const B = tracked(class {})',
    ["class A 2:1", "class B 2:35"],
  ],
  ["type arguments", 'tracked<F>("f", <T,>(a: T) => a)', ["function f 2:1"]],
  ["an optional call", 'tracked?.("f", g)', ["function f 2:1"]],
  [
    "a callee with a cast",
    '(tracked as any)("f", g); tracked!("h", i)',
    ["function f 2:1", "function h 2:27"],
  ],
  ["a default export in parentheses", 'export default (tracked("f", g))', ["function f 2:17"]],
  [
    "marks within marks",
    'tracked("f", () => { @tracked class A { @tracked m() { return tracked("g", h) } } })',
    ["function f 2:1", "class A 2:22", "method A.m 2:41", "function g 2:63"],
  ],
  ["a mark in another decorator", '@a(tracked("f", g)) class A {}', ["function f 2:4"]],
  [
    "a mark in a parameter's decorator, past the parameter of its name",
    'class A { constructor(@Inject(tracked("f", g)) tracked, @Inject(tracked("h", i)) [j]) {} }',
    ["function f 2:31", "function h 2:65"],
  ],
  ["a mark in an enum's initializer", 'enum E { a = tracked("f", g)() }', ["function f 2:14"]],
  [
    "a mark in a namespace",
    "namespace N { export const f = tracked(() => {}) }",
    ["function f 2:32"],
  ],
  ["a line break between mark and class", "@tracked\n\n  class A {}", ["class A 2:1"]],
  ["marks on a using declaration's value", 'using a = tracked("f", g)()', ["function f 2:11"]],
];

describe("a mark is found on", () => {
  it.each(SUPPORTED)("%s", (_, code, definitions) => {
    expect(definitionsOf(IMPORT + code)).toEqual(definitions);
  });
});

const BINDINGS: [what: string, code: string, file?: string][] = [
  ["an alias", `import { tracked as t } from "${RUNTIME}"; t("f", g)`],
  ["a quoted alias", `import { "tracked" as t } from "${RUNTIME}"; t("f", g)`],
  ["a namespace", `import * as rt from "${RUNTIME}"; rt.tracked("f", g)`],
  ["a namespace's quoted member", `import * as rt from "${RUNTIME}"; rt["tracked"]("f", g)`],
  ["a namespace, optionally", `import * as rt from "${RUNTIME}"; rt?.tracked?.("f", g)`],
  ["an import beside others", `import d, { a, tracked } from "${RUNTIME}"; tracked("f", g)`],
  ["an import at the end", `tracked("f", g); import { tracked } from "${RUNTIME}"`],
  ["an import assignment", `import rt = require("${RUNTIME}"); rt.tracked("f", g)`, "a.cts"],
  [
    "an alias of an import assignment",
    `import rt = require("${RUNTIME}"); import t = rt.tracked; t("f", g)`,
    "a.cts",
  ],
  ["a required name", `const { tracked } = require("${RUNTIME}"); tracked("f", g)`, "a.cjs"],
  ["a required alias", `const { tracked: t } = require("${RUNTIME}"); t("f", g)`, "a.cjs"],
  ["a required namespace", `const rt = require("${RUNTIME}"); rt.tracked("f", g)`, "a.cjs"],
  ["a variable that is never assigned", `var rt = require("${RUNTIME}"); rt.tracked("f", g)`],
  ["a member of a require", `const t = require("${RUNTIME}").tracked; t("f", g)`, "a.js"],
  ["a require right there", `require(\`${RUNTIME}\`).tracked("f", g)`, "a.js"],
  [
    "a require made for a module",
    `const require = createRequire(import.meta.url); require("${RUNTIME}").tracked("f", g)`,
    "a.mjs",
  ],
  [
    "a require that is declared",
    `declare const require: any, exports: any; const { tracked } = require("${RUNTIME}"); exports.f = tracked("f", g)`,
  ],
  [
    "a require that is declared as a variable",
    `declare var require: any; require("${RUNTIME}").tracked("f", g)`,
  ],
  [
    "a require that is declared as a function",
    `declare function require(id: string): any; require("${RUNTIME}").tracked("f", g)`,
  ],
  [
    "a require that is declared for all modules",
    `declare global { var require: any } require("${RUNTIME}").tracked("f", g)`,
  ],
  [
    "a module's require",
    `const { tracked } = module.require("${RUNTIME}"); tracked("f", g)`,
    "a.cjs",
  ],
  [
    "a module's quoted require",
    `(module as any)["require"]("${RUNTIME}").tracked("f", g)`,
    "a.cts",
  ],
  ["a require with a cast", `const rt = (require as any)("${RUNTIME}"); rt.tracked("f", g)`],
  ["a require that is said to be there", `const rt = require!("${RUNTIME}"); rt.tracked("f", g)`],
  ["an awaited import", `const { tracked } = await import("${RUNTIME}"); tracked("f", g)`, "a.mjs"],
  ["an awaited import right there", `(await import("${RUNTIME}")).tracked("f", g)`],
  ["a promised import", `import("${RUNTIME}").then(({ tracked }) => tracked("f", g))`],
  ["a promised namespace", `import("${RUNTIME}").then((rt) => rt.tracked("f", g))`],
  ["a constant", `${IMPORT}const t = tracked; t("f", g)`],
  ["a constant of a constant", `${IMPORT}const t = tracked, u = t as any; u("f", g)`],
  [
    "a name taken out of a namespace",
    `import * as rt from "${RUNTIME}"; const { tracked: t } = rt; t("f", g)`,
  ],
  [
    "the rest of a namespace",
    `import * as rt from "${RUNTIME}"; const { a, ...r } = rt; r.tracked("f", g)`,
  ],
  [
    "a constant of a namespace",
    `import * as rt from "${RUNTIME}"; const { tracked } = rt, s = rt; s.tracked("f", g)`,
  ],
];

describe("the mark function is recognised through", () => {
  it.each(BINDINGS)("%s", (_, code, file) => {
    expect(scan(code, { file }).definitions).toMatchObject([{ name: "f", kind: "function" }]);
  });

  it("a variable declared twice, once", () => {
    const code = `var rt = require("${RUNTIME}"); var rt = require("${RUNTIME}"); rt.tracked("f", g)`;
    expect(definitionsOf(code)).toEqual(["function f 1:81"]);
  });

  it("a namespace in a decorator", () => {
    const code = `import * as rt from "${RUNTIME}";\n@rt.tracked class A { @(rt.tracked("b")) m() {} }`;
    expect(definitionsOf(code)).toEqual(["class A 2:1", "method b 2:23"]);
  });
});

describe("a file in", () => {
  it.each(["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"])(".%s is read", (extension) => {
    const code = `${IMPORT}@tracked class A { @tracked m() {} }\nconst f = tracked(() => {})`;
    expect(definitionsOf(code, { file: `a.${extension}` })).toEqual([
      "class A 2:1",
      "method A.m 2:20",
      "function f 3:11",
    ]);
  });

  it("JSX holds marks in its expressions only", () => {
    const code = `${IMPORT}export const V = () => <tracked a={tracked("f", g)}>tracked("no", g) @tracked</tracked>`;
    expect(definitionsOf(code, { file: "a.jsx" })).toEqual(["function f 2:36"]);
  });

  it("a single-file component may be TypeScript of either kind", () => {
    const options = { file: "A.vue", isBlock: true };
    expect(definitionsOf(`${IMPORT}const a = <any>b; tracked("f", g)`, options)).toHaveLength(1);
    expect(definitionsOf(`${IMPORT}const a = <b />; tracked("f", g)`, options)).toHaveLength(1);
  });

  it("JavaScript may be Flow's", () => {
    const code = `// @flow\n${IMPORT}tracked("f", (a: string): ?string => null)`;
    expect(definitionsOf(code, { file: "a.js" })).toEqual(["function f 3:1"]);
  });

  it("a CommonJS script may return, use `with` and call a variable await", () => {
    const code = `const { tracked } = require("${RUNTIME}"); with (a) b; var await = 1; return tracked("f", await)`;
    expect(definitionsOf(code, { file: "a.cjs" })).toEqual(["function f 1:86"]);
  });
});

describe("the place of a mark", () => {
  it("is in the file that was scanned", () => {
    expect(scan(`${IMPORT}@tracked class A {}`, { file: "src/a.ts" }).definitions).toEqual([
      { name: "A", kind: "class", file: `${ROOT}/src/a.ts`, line: 2, column: 1 },
    ]);
  });

  it("counts Windows line ends once and a byte order mark not at all", () => {
    const code = `\uFEFF@tracked class A {}\r\nimport { tracked } from "${RUNTIME}"\r\n  @tracked\r\nclass B {}`;
    expect(definitionsOf(code)).toEqual(["class A 1:1", "class B 3:3"]);
  });

  it("is the same after a shebang, and in an empty file there is none", () => {
    expect(definitionsOf(`#!/usr/bin/env node\n${IMPORT}@tracked class A {}`)).toEqual([
      "class A 3:1",
    ]);
    expect(scan("").definitions).toEqual([]);
    expect(scan("").erase()).toBeUndefined();
  });
});
