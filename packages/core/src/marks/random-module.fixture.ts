import fc from "fast-check";
import { RUNTIME } from "./scan.fixture.js";

/** A module made up of marks and of what looks like marks, and what is to be found in it. */
export interface RandomModule {
  code: string;
  /** The name that a mark starts with. */
  root: string;
  /** `kind name`, sorted. */
  definitions: string[];
  /** The names that are written in marks, sorted. */
  explicitNames: string[];
  /** Whether something else than marks uses the runtime. */
  usesRuntime: boolean;
}

/** A way to get at the mark function. */
interface Access {
  /** At the top of the module. */
  setup: string;
  mark: string;
  root: string;
  usesRuntime?: boolean;
}

const named = (name: string): Access => ({
  setup: `import { tracked as ${name} } from "${RUNTIME}"`,
  mark: name,
  root: name,
});

const ACCESSES: readonly Access[] = [
  { setup: `import { tracked } from "${RUNTIME}"`, mark: "tracked", root: "tracked" },
  named("$mark"),
  named("märk"),
  { setup: `import * as rt from "${RUNTIME}"`, mark: "rt.tracked", root: "rt" },
  {
    setup: `import { VersionTracker, tracked } from '${RUNTIME}'\nprint(VersionTracker.name)`,
    mark: "tracked",
    root: "tracked",
    usesRuntime: true,
  },
  { setup: `const { tracked: t } = require("${RUNTIME}")`, mark: "t", root: "t" },
  {
    setup: `import * as rt from "${RUNTIME}"\nconst { tracked: t } = rt, u = t`,
    mark: "u",
    root: "u",
  },
];

/** Stands in for the mark function where its name is shadowed. */
const FAKE = "(...args) => typeof args.at(-1) === 'function' ? args.at(-1) : () => {}";

const GAPS = ["", "", "", " ", "/* tracked('no', 1) */", " /* a\n */ ", " // @tracked\n", "\n"];
const ENDS = [";\n", ";\n", "\n", "\n\n", " // tracked('no', 1)\n", ";\r\n"];
const HEADS = ["", "#!/usr/bin/env node\n", "// licence\n", '"use strict"\n', "\uFEFF"];
const MEMBERS = [
  ["method", "m", "m() { print('m') }"],
  ["method", "s", "static async s() {}"],
  ["method", "g", "*g() {}"],
  ["field", "f", "f = 1"],
  ["field", "#p", "#p = [1]"],
  ["accessor", "a", "get a() { return 1 }"],
  ["field", "get", "get"],
  ["field", "b", '["b"] = 1'],
] as const;

export const randomModule: fc.Arbitrary<RandomModule> = fc.gen().map((generate) => {
  const pick = <Value>(values: readonly Value[]): Value =>
    values[generate(fc.nat, { max: values.length - 1 })] as Value;
  const chance = () => generate(fc.boolean);
  const gap = () => pick(GAPS);
  const end = () => pick(ENDS);

  const access = pick(ACCESSES);
  const { mark, root } = access;
  const fake = root === "rt" ? `{ tracked: ${FAKE} }` : FAKE;
  const definitions: string[] = [];
  const explicitNames: string[] = [];
  let usesRuntime = access.usesRuntime ?? false;
  let counter = 0;
  const fresh = (prefix: string) => `${prefix}${counter++}`;

  /** A name in quotes, or nothing where the mark can do without. Notes the definition if the mark is one. */
  function name(isMark: boolean, kind: string, inferred: string | undefined): string {
    const explicit = inferred === undefined || chance() ? fresh("n ") : undefined;
    if (isMark) definitions.push(`${kind} ${explicit ?? inferred}`);
    if (isMark && explicit) explicitNames.push(explicit);
    return explicit === undefined ? "" : `${gap()}${JSON.stringify(explicit)}${gap()}`;
  }

  function call(isMark: boolean, fn: string, inferred?: string): string {
    const callee = inferred === undefined ? mark : pick([mark, `(${mark})`, `(${mark} as any)`]);
    const first = name(isMark, "function", inferred);
    const args = `${first && `${first},`}${gap()}${fn}${gap()}${pick(["", ","])}${gap()}`;
    return `${callee}${gap()}(${args})`;
  }

  function decorator(isMark: boolean, kind: string, inferred: string): string {
    const first = name(isMark, kind, inferred);
    const args = first ? `(${first})` : pick(["", "()"]);
    return `@${pick(["", "/* a */"])}${mark}${args}${pick([" ", "\n", " /* b */ ", " // c\n"])}`;
  }

  function classText(isMark: boolean, depth: number): string {
    const id = fresh("C");
    const members = MEMBERS.filter(chance).map(([kind, key, text]) => {
      const isNamed = key !== "b" && chance();
      const decorators =
        pick(["", "", "@note "]) + (isNamed ? decorator(isMark, kind, `${id}.${key}`) : "");
      return { decorators, text };
    });
    const lines = members.map(({ decorators, text }, index) => {
      // A field without a semicolon ends where a decorator follows.
      const mayEnd = text.endsWith("}") || members[index + 1]?.decorators;
      return `${decorators}${text}${mayEnd ? pick(["\n", ";"]) : ";"}`;
    });
    const block = depth > 0 && chance() ? `static { ${statements(isMark, depth - 1)} }` : "";
    const decorators = pick(["", "@note "]) + (chance() ? decorator(isMark, "class", id) : "");
    return `${decorators}class ${id} { ${lines.join("")}${block} }`;
  }

  function statement(isMark: boolean, depth: number): string {
    const inner = (marks = isMark) => statements(marks, depth - 1);
    switch (generate(fc.nat, { max: depth > 0 ? 15 : 7 })) {
      case 0:
        return `${call(isMark, "() => print('called')")}()${end()}`;
      case 1: {
        const id = fresh("f");
        return `const ${id} = ${call(isMark, "async () => {}", id)}${end()}`;
      }
      case 2:
        return `${call(isMark, "function () { return 1 }")}${end()}`;
      case 3:
        return `${classText(isMark, depth)}${end()}`;
      case 4:
        return `print("${root}('no', 1) @tracked", \`\n@tracked class A {}\n\`)${end()}`;
      case 5:
        return `print({ ${root}: 1, tracked: 2 }.${root})${end()}`;
      case 6:
        return `;[${call(isMark, "() => {}")}, 1].forEach(String)${end()}`;
      case 7:
        if (chance()) return `type ${fresh("T")} = { ${root}: (${root}: 1) => void }${end()}`;
        if (isMark) usesRuntime = true;
        return `type ${fresh("T")} = typeof ${mark}${end()}`;
      case 8:
        return `{ ${inner()} }\n`;
      case 9:
        return `;${pick(["(() => {", "(function () {"])} ${inner()} })()${end()}`;
      case 10:
        return `;((${root}) => { ${inner(false)} })(${fake})${end()}`;
      case 11:
        return `{ const ${root} = ${fake};\n${inner(false)} }\n`;
      case 12:
        return `try { throw ${fake} } catch (${root}) { ${inner(false)} }\n`;
      case 13:
        return `for (const ${root} of [${fake}]) { ${inner(false)} }\n`;
      case 14:
        return `;(function ${root}(): any { if (0) { ${inner(false)} } })()${end()}`;
      default:
        return `${call(isMark, `() => { ${inner()} }`)}()${end()}`;
    }
  }

  function statements(isMark: boolean, depth: number, min = 0): string {
    const count = generate(fc.integer, { min, max: min + 3 });
    return Array.from({ length: count }, () => statement(isMark, depth)).join("");
  }

  const body = `const note = (...args) => {}\n${statements(true, 3, 2)}`;
  const setup = `${access.setup}${end()}`;
  const isLate = setup.startsWith("import {") && chance();
  return {
    code: pick(HEADS) + (isLate ? body + setup : setup + body),
    root,
    definitions: definitions.sort(),
    explicitNames: explicitNames.sort(),
    usesRuntime,
  };
});
