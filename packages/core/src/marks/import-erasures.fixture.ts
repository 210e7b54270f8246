import type { Erasure } from "./erasures.fixture.js";
import { IMPORT, RUNTIME } from "./scan.fixture.js";

function whole(what: string, code: string, expected: string, file = "module.ts"): Erasure {
  return { what, code, expected, file };
}

/** What erasing leaves of each way to get at the mark function. */
export const IMPORT_ERASURES: readonly Erasure[] = [
  whole(
    "an import, not the licence before it",
    `/*! licence */\n\n// why\n${IMPORT}\nexport @tracked class A {}\n`,
    "/*! licence */\n\n// why\n\n\nexport class A {}\n",
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
    'import a from "a";\r\n\r\nclass A {}',
  ),
  whole(
    "after a shebang",
    `#!/usr/bin/env node\n${IMPORT}export @tracked class A {}`,
    "#!/usr/bin/env node\n\nexport class A {}",
  ),
  whole(
    "after a byte order mark",
    `\uFEFF${IMPORT}export @tracked class A {}`,
    "\uFEFF\nexport class A {}",
  ),
  whole(
    "behind a byte order mark",
    `\uFEFF@tracked class A {}\n${IMPORT}export {}`,
    "\uFEFFclass A {}\n\nexport {}",
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
    `import {\n  A\n,\n} from "${RUNTIME}"; class B extends A {}`,
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
    "\nexport let o; type T = { tracked: (tracked: 1) => void }; (tracked) => tracked; (g)",
  ),
  whole(
    "not a namespace that is used",
    `import * as rt from "${RUNTIME}"; @rt.tracked class A extends rt.B {}`,
    `import * as rt from "${RUNTIME}"; class A extends rt.B {}`,
  ),
  whole(
    "a constant and its import",
    `${IMPORT}const t = tracked;\nexport @t class A {}`,
    "\n\nexport class A {}",
  ),
  whole(
    "constants of constants",
    `${IMPORT}const t = tracked as any, u = t, v = 1;\nexport @u class A {}`,
    "\nconst v = 1;\nexport class A {}",
  ),
  whole(
    "a constant in a loop's head stays",
    `${IMPORT}for (const t = tracked;;) t("f", g)`,
    `${IMPORT}for (const t = tracked;;) (g)`,
  ),
  whole(
    "a required name",
    `const { tracked } = require("${RUNTIME}");\nexports.f = tracked(() => {})`,
    "\nexports.f = (() => {})",
    "module.cjs",
  ),
  whole(
    "a name that a module requires",
    `const { tracked } = module.require("${RUNTIME}");\nexports.f = tracked(() => {})`,
    "\nexports.f = (() => {})",
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
    "\n\nexport class A {}",
  ),
  whole(
    "an import assignment and its alias",
    `import rt = require("${RUNTIME}");\nimport t = rt.tracked;\nexport = t("f", () => {})`,
    "\n\nexport = (() => {})",
    "module.cts",
  ),
  whole(
    "an awaited import",
    `const { tracked } = await import("${RUNTIME}");\nexport const f = tracked(() => {})`,
    "\nexport const f = (() => {})",
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
    "export const a = b\n\n;(g)",
  ),
  whole(
    "after a directive",
    `"use strict"\n${IMPORT}tracked("f", g); export {}`,
    '"use strict"\n\n;(g); export {}',
  ),
  whole(
    "before what would turn into a directive",
    `import { tracked } from "${RUNTIME}";\n"use client";\ntracked("f", g); export {}`,
    ';\n"use client";\n(g); export {}',
  ),
  whole(
    "an import up to the semicolon that starts the next line",
    `const a = b\nimport { tracked } from "${RUNTIME}"\n// why\n;[c, tracked("f", g)]; export {}`,
    "const a = b\n;\n// why\n[c, (g)]; export {}",
  ),
  whole(
    "an alias in a namespace",
    `import * as rt from "${RUNTIME}"; export namespace N { import t = rt.tracked; t("f", g) }`,
    "export namespace N { (g) }",
  ),
  whole(
    "a constant in a static block",
    `${IMPORT}export class A { static { const t = tracked; t("f", g) } }`,
    "\nexport class A { static { (g) } }",
  ),
  whole(
    "the last import beside an assigned export",
    `${IMPORT}export = tracked("f", g)`,
    "\nexport = (g)",
    "module.cts",
  ),
  whole(
    "an import assignment alone",
    `import rt = require("${RUNTIME}");\nrt.tracked("f", g)`,
    "\n(g)",
    "module.cts",
  ),
];
