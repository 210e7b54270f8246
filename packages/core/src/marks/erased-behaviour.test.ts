import { describe, expect, it } from "vitest";
import { type RunOptions, runModule } from "./run-module.fixture.js";
import { erased, IMPORT, RUNTIME } from "./scan.fixture.js";

const BOTH: readonly RunOptions[] = [
  { experimentalDecorators: false },
  { experimentalDecorators: true },
];
const STANDARD: readonly RunOptions[] = [{ experimentalDecorators: false }];
const LEGACY: readonly RunOptions[] = [{ experimentalDecorators: true }];

/** A decorator that works either way and tells when it ran. */
const NOTE = `const note = (name: string) => (...args: any[]): any => {
  const [, key] = args;
  print(name + " " + String(typeof key === "object" && key !== null ? key.name : key));
};
`;

const PROGRAMS: [what: string, code: string, ways: readonly RunOptions[]][] = [
  [
    "a decorated class and its members",
    `${IMPORT}@tracked export class A {
  count = 1
  @tracked static made = "made"
  @tracked
  m(a: number) { return a * this.count }
  @tracked("a b") static async n() { return 1 }
  @tracked get double() { return this.count * 2 }
  @tracked *each() { yield* [1, 2] }
}
const a = new A();
print(a.m(3), a.double, [...a.each()], A.made, A.name, a.m.name, Object.keys(a), A.n() instanceof Promise)`,
    BOTH,
  ],
  [
    "decorators beside a mark, in their order",
    `${NOTE}${IMPORT}@note("first") @tracked @note("second") class A {
  @note("a") @tracked("m") m() { return 1 }
  @tracked @note("b") n() { return 2 }
}
print(new A().m() + new A().n())`,
    BOTH,
  ],
  [
    "private members and accessors",
    `${IMPORT}class A {
  @tracked #secret = 1
  @tracked #get() { return this.#secret }
  @tracked static #made = 2
  @tracked accessor a = 3;
  static read(it: A) { return [it.#get(), A.#made, it.a] }
}
print(A.read(new A()))`,
    STANDARD,
  ],
  [
    "class expressions",
    `${IMPORT}const A = @tracked class { a = 1 };
const B = tracked("named", class { b = 2 });
const make = () => {
  return @tracked("C") // why
  class C {}
};
print(new A().a, A.name, new B().b, make().name, (@tracked("D") class { d = 3 }).length)`,
    STANDARD,
  ],
  [
    "parameter decorators",
    `${IMPORT}const inject = (what: string) => (_: any, key: any, at: number) => { print(what, key, at) };
@tracked class A {
  constructor(@inject("a") private a = 1, @inject("b") b = 2) { print(this.a + b) }
  @tracked m(@inject("c") c: number) { return c }
}
print(new A().m(4))`,
    LEGACY,
  ],
  [
    "functions of every kind",
    `${IMPORT}export const arrow = tracked((a: number) => a + 1);
const plain = tracked("plain", function (this: any, a: number) { return this?.b ?? a });
const generator = tracked(function* () { yield tracked("inner", () => 1)() });
const o = { method: tracked("method", function (this: any) { return this === o }), async: tracked(async () => 2) };
function declared() { return 3 }
export default tracked(declared);
print(arrow(1), plain(2), [...generator()], o.method(), o.async() instanceof Promise, tracked("now", () => 4)())`,
    BOTH,
  ],
  [
    "receivers",
    `${IMPORT}const o = { f(this: any) { return this === o }, get g() { return this.f } };
print(tracked("a", o.f)(), tracked("b", (o.f))(), tracked("c", o!.g!)?.(), tracked("d", o?.f)\`\`, o.f())
function g() { return tracked("e", o.f).call(o) }
print(g())`,
    BOTH,
  ],
  [
    "code without semicolons",
    `${IMPORT}const log: any[] = [1]
let a = log
tracked("a", () => print("a"))()
const b = () => print("no")
tracked /* b */ ("b", (c: number) => print(c))(1)
class C {
  x = log
  @tracked("d") ["y"] = 2
  z = 3
  @tracked("e") *gen() { yield 4 }
  get
  @tracked set() { return 5 }
}
const c: any = new C()
print(a, c.x, c.y, c.z, [...c.gen()], c.get, c.set())
if (a) tracked("f", () => print("f"))()
else tracked("g", () => print("g"))()
for (const d of tracked("h", () => [6])()) tracked("i", () => print(d))()
function early() {
  return tracked // why
  ("j", 7 as any || (() => 8))
}
print(early())
switch (1 as number) { case tracked("k", () => 1)(): print("k")
tracked("l", () => print("l"))() }`,
    BOTH,
  ],
  [
    "directives",
    `${IMPORT}"not one"
function loose() {
  "use strict"
  tracked("a", function (this: any) { print(this) })()
}
loose()`,
    BOTH,
  ],
  [
    "shadowed names",
    `${IMPORT}{ const tracked = (name: string, fn: any) => () => name; print(tracked("a", 1)()) }
const f = (tracked: any) => tracked("b");
print(f((a: string) => a), tracked("c", (tracked: any) => tracked)(1))
class A { static tracked = (a: number) => a; static b = A.tracked(2) }
enum E { tracked = 3, c = tracked + 1 }
namespace N { export const tracked = 5; export const d = tracked }
print(A.b, E.c, N.d)`,
    BOTH,
  ],
  [
    "names that namespaces and enums of one name share, or have for types alone",
    `${IMPORT}namespace N { export const tracked = (fn: () => string) => () => "mine: " + fn() }
namespace N { export const a = tracked(() => "a") }
namespace O.tracked { export const b = 1 }
namespace O { export const c = tracked.b }
enum E { tracked = 1 }
enum E { d = tracked + 1 }
namespace M { namespace tracked { export type T = 1 } export const e = tracked("e", () => 3) }
print(N.a(), O.c, E.d, M.e())`,
    BOTH,
  ],
  [
    "aliases",
    `import * as rt from "${RUNTIME}";
import { tracked as t, VersionTracker } from "${RUNTIME}";
const u = rt.tracked, { tracked: v, ...rest } = rt, one = 1;
@u class A { @v m() { return one } @rt.tracked() n() { return 2 } @(t("o")) o() { return 3 } }
print(new A().m(), new A().n(), new A().o(), Object.keys(rest), new VersionTracker() instanceof rt.VersionTracker)`,
    BOTH,
  ],
  [
    "requires",
    `const { tracked: t, VersionTracker } = require("${RUNTIME}")
const rt = require("${RUNTIME}");
["a", "b"].forEach((a) => print(a))
exports.f = t("f", () => 1)
exports.g = rt.tracked("g", () => 2)
print(exports.f(), exports.g(), VersionTracker.name)`,
    BOTH,
  ],
  [
    "classes in other places",
    `${IMPORT}class A extends tracked("B", class { b = 1 }) { f = tracked(() => this.b); static g = tracked(function () { return 2 }) }
print(new A().f(), A.g(), new (tracked("C", class { c = 3 }))().c)`,
    BOTH,
  ],
];

describe("a module does the same without its marks:", () => {
  for (const [what, code, ways] of PROGRAMS) {
    it.each(ways)(`${what} (%o)`, (options) => {
      const before = runModule(code, options);
      const after = runModule(erased(code), options);
      expect(before.printed.length).toBeGreaterThan(1);
      expect(after).toEqual({ printed: before.printed, marked: [] });
    });
  }

  it("JSX", () => {
    const code = `${IMPORT}print(<a b={tracked("f", () => 1)()}>{tracked("g", () => 2)()} tracked("h", i)</a>)`;
    const before = runModule(code, { jsx: true });
    const after = runModule(erased(code, { file: "a.tsx" }), { jsx: true });
    expect(before.marked).toEqual(["f", "g"]);
    expect(after).toEqual({ printed: before.printed, marked: [] });
  });

  it("a nameless function gets the name JavaScript gives it, which the call kept from it", () => {
    const code = `${IMPORT}const f = tracked(() => {}), o = { g: tracked(class {}) }; print(f.name, o.g.name)`;
    expect(runModule(code).printed).toEqual(["", "", []]);
    expect(runModule(erased(code)).printed).toEqual(["f", "g", []]);
  });
});
