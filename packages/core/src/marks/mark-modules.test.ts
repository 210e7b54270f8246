import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileFingerprint } from "../fingerprint/fingerprint.js";
import { createMarkModules } from "./mark-modules.js";
import { createMarkScanner } from "./mark-scanner.js";
import { definitionsOf, erased, ROOT, RUNTIME, scan } from "./scan.fixture.js";

describe("a mark function of the project's own", () => {
  const cases: [module: string, specifier: string, file: string][] = [
    ["./our-tracking", "./our-tracking", "a.ts"],
    ["./our-tracking", "./our-tracking.js", "a.ts"],
    ["./our-tracking", "./our-tracking.ts", "a.ts"],
    ["./our-tracking.ts", "./our-tracking", "a.ts"],
    ["./our-tracking.ts", "./our-tracking.js", "a.ts"],
    ["./our-tracking.mts", "../our-tracking.mjs", "src/a.mts"],
    ["./src/tracking", "../../src/tracking", "src/deep/a.ts"],
    ["./src/tracking", "./tracking/index.js", "src/a.ts"],
    ["./src/tracking", "./index", "src/tracking/a.ts"],
    ["./src/tracking", ".", "src/tracking/a.ts"],
    ["./src/tracking", "./", "src/tracking/a.ts"],
    ["./src/tracking", "..", "src/tracking/deep/a.ts"],
    ["./src/tracking/index.ts", "./tracking", "src/a.ts"],
    ["./src/tracking/index.ts", "../../", "src/tracking/deep/er/a.ts"],
    ["../shared/tracking", "../shared/tracking", "a.ts"],
    ["#tracking", "#tracking", "a.ts"],
    ["~/tracking.ts", "~/tracking.ts", "a.ts"],
    ["@scope/tracking", "@scope/tracking", "a.ts"],
  ];

  it.each(cases)("of %s is recognised as imported from %s in %s", (module, specifier, file) => {
    const functions = [{ module, name: "versioned" }];
    const code = `import { versioned } from "${specifier}"; versioned("f", g)`;
    const [definition] = definitionsOf(code, { file, functions });
    expect(definition).toMatch(/^function f 1:/);
    const { candidateText, mayHoldMarks } = createMarkModules("/project", functions);
    expect([candidateText.test(code), mayHoldMarks(code)]).toEqual([true, true]);
  });

  it("is not what another module calls by its name", () => {
    const functions = [{ module: "./our-tracking.ts", name: "versioned" }];
    for (const specifier of ["./src/our-tracking", "our-tracking", "./our-tracking.css", "."]) {
      const code = `import { versioned } from "${specifier}"; versioned("f", g)`;
      expect(definitionsOf(code, { functions })).toEqual([]);
    }
  });

  it("may be a default export", () => {
    const functions = [{ module: "./our-tracking", name: "default" }];
    const code = `import t, { default as u } from "./our-tracking"; import * as v from "./our-tracking";
t("a", b); u("c", d); v.default("e", f); const w = require("./our-tracking").default; w("g", h)`;
    expect(definitionsOf(code, { functions })).toHaveLength(4);
  });

  it("stands beside the runtime's, and beside others of its module", () => {
    const functions = [
      { module: "./our-tracking", name: "a" },
      { module: "./our-tracking", name: "b" },
      { module: RUNTIME, name: "extra" },
    ];
    const code = `import { a, b, c } from "./our-tracking"; import { tracked, extra } from "${RUNTIME}";
a("1", f); b("2", f); c("3", f); tracked("4", f); extra("5", f)`;
    expect(scan(code, { functions }).definitions.map(({ name }) => name)).toEqual([
      "1",
      "2",
      "4",
      "5",
    ]);
  });

  it("is found though the root is given through a symbolic link", () => {
    const folder = realpathSync.native(mkdtempSync(join(tmpdir(), "marks-")));
    try {
      mkdirSync(join(folder, "real"));
      symlinkSync(join(folder, "real"), join(folder, "link"));
      const functions = [{ module: "./tracking", name: "versioned" }];
      const modules = createMarkModules(join(folder, "link"), functions);
      const names = modules.exportsOf("./tracking", join(folder, "real", "a.ts"));
      expect([...names]).toEqual(["versioned"]);
      expect(modules.isMarkModule(join(folder, "real", "tracking.ts"))).toBe(true);
      expect(modules.isMarkModule(join(folder, "real", "a.ts"))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the text of a candidate", () => {
  const { candidateText, mayHoldMarks } = createMarkModules("/project", []);

  it("names the runtime in quotes of any kind", () => {
    for (const quote of ['"', "'", "`"]) {
      expect(candidateText.test(`require(${quote}${RUNTIME}${quote})`)).toBe(true);
    }
    for (const code of [`// see ${RUNTIME}`, `import "${RUNTIME}/kafka"`]) {
      expect([candidateText.test(code), mayHoldMarks(code)]).toEqual([false, false]);
    }
  });

  it("can be asked for again and again", () => {
    expect(candidateText.flags).toBe("");
  });
});

describe("a module of one's own may do something when it is imported, and still runs where marks alone used it", () => {
  const functions = [{ module: "./our-tracking", name: "versioned" }];
  it.each([
    [
      'import { versioned } from "./our-tracking";\nexport const f = versioned("f", g);\n',
      'import "./our-tracking";\nexport const f = (g);\n',
    ],
    [
      "import * as t from './our-tracking.js' with { type: 'a' }\n@t.versioned class A {}\n",
      "import './our-tracking.js' with { type: 'a' };\nclass A {}\n",
    ],
    [
      'import { versioned, other } from "./our-tracking";\nversioned("f", other);\n',
      'import { other } from "./our-tracking";\n(other);\n',
    ],
    [
      'import { versioned } from "./our-tracking" // why\n;versioned("f", g);\n',
      'import "./our-tracking";// why\n(g);\n',
    ],
    [
      'const v = require("./our-tracking").versioned;\nv("f", g);\n',
      'const v = require("./our-tracking").versioned;\n(g);\n',
    ],
    [
      'const { versioned } = await import("./our-tracking");\nversioned("f", g);\n',
      'const { versioned } = await import("./our-tracking");\n(g);\n',
    ],
    [
      'const { versioned } = require("./our-tracking");\nversioned("f", g);\n',
      'const { versioned } = require("./our-tracking");\n(g);\n',
    ],
    [
      'const t = require("./our-tracking"), v = t.versioned;\nv("f", g);\n',
      'const t = require("./our-tracking");\n(g);\n',
    ],
  ])("%s", (code, left) => {
    expect(erased(code, { functions })).toBe(left);
    const scanner = createMarkScanner({ root: ROOT, functions });
    const fingerprint = (text: string) =>
      fileFingerprint(Buffer.from(text), `${ROOT}/module.ts`, scanner);
    expect(fingerprint(code)).toBe(fingerprint(left));
  });
});
