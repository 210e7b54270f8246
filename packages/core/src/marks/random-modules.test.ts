import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { surveyModule } from "./module-survey.js";
import { parseSource } from "./parse-source.js";
import { type RandomModule, randomModule } from "./random-module.fixture.js";
import { runModule } from "./run-module.fixture.js";
import { ROOT, RUNTIME, scan } from "./scan.fixture.js";

const RUNS = 300;

function check(property: (module: RandomModule) => void): void {
  fc.assert(fc.property(randomModule, property), { numRuns: RUNS });
}

describe("in any module", () => {
  it("exactly its marks are found", () => {
    check(({ code, definitions, explicitNames }) => {
      const found = scan(code).definitions.map(({ kind, name }) => `${kind} ${name}`);
      expect(found.sort()).toEqual(definitions);
      // JavaScript agrees on what is a mark and what only looks like one.
      expect(runModule(code).marked.sort()).toEqual(explicitNames);
    });
  });

  it("no mark is left, nor an import that only marks used, and all else does what it did", () => {
    check(({ code, root, usesRuntime }) => {
      const result = scan(code).erase()?.code;
      if (result === undefined) return;
      expect(scan(result).definitions).toEqual([]);
      expect(valuesNamed(root, result)).toEqual([]);
      if (!usesRuntime) expect(result).not.toContain(RUNTIME);
      expect(runModule(result)).toEqual({ printed: runModule(code).printed, marked: [] });
    });
  });
});

/** The places where the module's own `name` is used as a value. */
function valuesNamed(name: string, code: string): number[] {
  const source = parseSource(code, `${ROOT}/module.ts`);
  const { scopes, mentions } = surveyModule(source);
  return (mentions.get(name) ?? []).flatMap(({ path, role }) =>
    role === "value" && scopes.find(name, path) === source.tree.program
      ? (path.node.start ?? 0)
      : [],
  );
}
