import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Source {
  file: string;
  code: string;
}

const SOURCES = join(import.meta.dirname, "..");

/** Modules that people wrote: every `step`th of this package's own, largest left out. */
export function ownSources(step: number): Source[] {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .filter((_file, index) => index % step === 0)
    .map((file) => ({ file, code: readFileSync(join(SOURCES, file), "utf8") }));
}

/** What this package itself has no use for. */
export const ODD_SOURCES: readonly Source[] = [
  {
    file: "view.tsx",
    code: `/** @jsxImportSource preact */
import { type Props, useState } from "./hooks";
export default function View<T extends object>({ title = 'a "b"', ...rest }: Props<T>) {
  const [count, setCount] = useState<number>(0x0F);
  return <><section className="a  b" data-x={"y"} {...rest}>
    {/* why */}
    <h1>{title} has been shown {count} times, and <b>never</b> <i>once</i>, without a very long line that has to be broken; &nbsp;it&apos;s so</h1>
    {count > 1 ? <p key='1'>many</p> : count === 1 && <p>one</p>}{" "}
    <button onClick={() => { setCount(c => c + 1); }} disabled>  more </button>
    <Some.Thing render={<a />} xlink:href="#a"/>
  </section></>;
}
`,
  },
  {
    file: "service.ts",
    code: `import type { A } from "./a";
import data from "./data.json" with { "type": "json" };
export * as all from './all'; export type { A }; export { data as default, type A as B } from "./b";
@Injectable({ scope: 1 }) export abstract class Service<T = any> extends Base<T> implements A {
  static #count = 0; static { Service.#count++ }
  declare kept: string; protected readonly 'quoted': number = 1_000; "other"?: string; [computed]!: T;
  constructor(@Inject("token") private readonly a: A, b = (1, 2)) { super() }
  run(): void; run(x?: number): void { label: for (const [k, v = 2] of x as any) { if (!(k in v)) continue label; else break } }
  @Get() async *items(@Query() query: Q) { yield* (await (this.a!.b?.c)).d; }
  get value() { return this.#value ??= (a && (b && c)) || (d ?? e) } set value(v) { delete (v as any).x }
  accessor live = new (foo())(new Foo); other = void 0;
}
declare module "x" { export const y: 1 }
namespace N.M { export const z = 1; export type T = 1 } const enum E { A = 1, 'B' = A << 2 }
const tpl = \`a \${ b + \`c\` } \`, re = /[/]\\/"/gi, tag = String.raw\`\\n\${1}\`;
var f = async function* named({ a: { b = 1 } = {}, ...r }, [, second, ...others]) { for await (const x of y) ; do { x-- } while (x); };
let g = async x => ({ ...x, [\`k\`]: x, 'a-b': 1, 1: 2, get a() { return 1 }, set a(v) {}, async *b() {} });
switch (a) { case 1: case 2: { b() } break; default: c() }
try { throw new Error("x", { cause: e }) } catch { debugger } finally { ; }
if (a) b; else if (c) { d } else ;
export const last = a ? b : c ? (d, e) : (-(-f)) ** 2, { x, y: [z] } = import.meta.env, lazy = import("./lazy.js");
`,
  },
  {
    file: "script.cjs",
    code: `#!/usr/bin/env node
'use strict'
const a = require('a'), b = exports.b = function () { return arguments.length }
;[1, 2].forEach(x => x)
;(function () { with_(this) }())
var { c, d: { e } } = a
for (var i = 0, n = 10; i < n; i++) { if (i % 2) continue }
for (;;) break
while (x) if (y) z(); else w()
module.exports = { 'a': a, b, "c-d": c, 010: 1 }
`,
  },
];
