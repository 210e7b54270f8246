import { InlineageError } from "@inlineage/core";
import { describe, expect, it } from "vitest";
import { type Options, resolveOptions } from "./options.js";

/** What a JavaScript configuration may pass. */
function resolveUnchecked(options: unknown): InlineageError {
  try {
    resolveOptions(options as Options);
  } catch (error) {
    if (error instanceof InlineageError) return error;
    throw error;
  }
  throw new Error("the options were accepted");
}

describe("options", () => {
  it.each([undefined, {}, { strict: undefined, marks: undefined }])(
    "nothing given (%o) means the defaults",
    (options) => {
      expect(resolveOptions(options)).toEqual({
        marks: [],
        strict: false,
        scope: "file",
        track: {},
        packages: undefined,
        dts: undefined,
        include: undefined,
        exclude: [],
      });
    },
  );

  it("what is given is kept", () => {
    const marks = [{ module: "./our-tracking", name: "versioned" }];
    const options = {
      marks,
      strict: true,
      scope: "closure" as const,
      track: { hyperparameters: "params.yaml" },
      packages: ["left-pad"],
      dts: "types/versions.d.ts",
      include: ["../shared/**"],
      exclude: ["fixtures"],
    };
    expect(resolveOptions(options)).toEqual(options);
  });

  it.each([
    ["stirct", "strict"],
    ["Strict", "strict"],
    ["mark", "marks"],
    ["makrs", "marks"],
    ["includes", "include"],
  ])("a typo (%s) is refused by name, with the option it may have meant", (typo, meant) => {
    const error = resolveUnchecked({ [typo]: true });
    expect(error.code).toBe("INVALID_OPTION");
    expect(error.message).toBe(
      `unknown option "${typo}"\nTo fix it: did you mean "${meant}"? Known: marks, strict, scope, track, packages, dts, include, exclude.`,
    );
  });

  it("an option that resembles none is refused with the list of all", () => {
    expect(resolveUnchecked({ colour: "red" }).message).toBe(
      'unknown option "colour"\nTo fix it: use one of the known names: marks, strict, scope, track, packages, dts, include, exclude.',
    );
  });

  it.each([
    [
      "strict",
      { strict: "yes" },
      'the option "strict" must be a boolean, but got the string "yes"',
    ],
    ["strict", { strict: null }, 'the option "strict" must be a boolean, but got null'],
    ["strict", { strict: 1n }, 'the option "strict" must be a boolean, but got the bigint 1'],
    [
      "scope",
      { scope: "module" },
      'the option "scope" must be "file" or "closure", but got the string "module"',
    ],
    ["track", { track: ["a"] }, 'the option "track" must be an object, but got an array'],
    ["track", { track: { a: 1 } }, 'must give a path or a glob for "a", but got the number 1'],
    ["track", { track: { hostname: "a" } }, `can't use the name "hostname"`],
    ["track", { track: { "npm:onnx": "a" } }, `can't use the name "npm:onnx"`],
    ["packages", { packages: "a" }, "must be true or an array of names, but got the string"],
    ["a package", { packages: ["a", 1] }, "an array of names, but got the number 1 in it"],
    ["dts", { dts: "a.ts" }, "must be true or the path of a .d.ts file"],
    ["marks", { marks: {} }, 'the option "marks" must be an array, but got an object'],
    ["a mark", { marks: ["x"] }, "marks[0] must be an object"],
    ["a mark's module", { marks: [{ module: "", name: "a" }] }, "marks[0].module must be"],
    ["a mark's name", { marks: [{ module: "a", name: "not a name" }] }, "marks[0].name must be"],
    ["a mark's key", { marks: [{ module: "a", nam: "b" }] }, 'unknown key of marks[0] "nam"'],
    [
      "include",
      { include: "src/**" },
      'the option "include" must be an array of globs, but got the string "src/**"',
    ],
    [
      "a glob",
      { exclude: ["a", 1] },
      '"exclude" must be an array of globs, but got the number 1 in it',
    ],
    ["a glob", { exclude: ["!a"] }, 'but got the string "!a" in it'],
    ["all", true, "inlineage() takes an object of options, but got the boolean true"],
    ["all", [], "inlineage() takes an object of options, but got an array"],
    ["all", null, "inlineage() takes an object of options, but got null"],
  ])("a wrong value for %s is refused: %o", (_what, options, message) => {
    const error = resolveUnchecked(options);
    expect(error.code).toBe("INVALID_OPTION");
    expect(error.message).toContain(message);
    expect(error.remedy).toMatch(/\.$/);
  });

  it.each(["café", "$", "_a1", "default"])("an export may be called %s", (name) => {
    expect(resolveOptions({ marks: [{ module: "m", name }] }).marks).toEqual([
      { module: "m", name },
    ]);
  });
});
