import { describe, expect, it, test } from "vitest";
import { erased, IMPORT, scan } from "./scan.fixture.js";

function settingsOf(code: string) {
  return scan(`${IMPORT}${code}`).definitions.map(({ name, scope }) => [name, scope]);
}

describe("a mark can say what its version follows", () => {
  it.each([
    ['tracked({ name: "a", scope: "closure" }, f)', "a", "closure"],
    ['const b = tracked({ scope: "file" }, () => {})', "b", "file"],
    ["tracked({ name: `a`, }, f)", "a", undefined],
    ['@tracked({ "scope": "closure" }) class C {}', "C", "closure"],
    ['class D { @tracked({ name: "run", scope: "file" }) run() {} }', "run", "file"],
    ['tracked("a", f)', "a", undefined],
  ])("%s", (code, name, scope) => {
    expect(settingsOf(code)).toEqual([[name, scope]]);
  });
});

describe("a mark that says it in a way that can't be read, or something else, is refused", () => {
  it.each([
    ["tracked({ scope }, f)", 'must be "file" or "closure"'],
    ['tracked({ scope: "module" }, f)', 'must be "file" or "closure"'],
    ['@tracked({ nam: "a" }) class A {}', 'nothing called "nam"'],
    ["tracked({ ...settings }, f)", "without running the code"],
    ['tracked({ ["name"]: "a" }, f)', "without running the code"],
    ["tracked({ name: 1 }, f)", "must be a string literal"],
    ['tracked({ name: "a" })', "a name but nothing to name"],
  ])("%s", (code, message) => {
    expect(() => settingsOf(code)).toThrow(message);
  });
});

test("what a mark says is erased with it", () => {
  const code =
    'tracked({ name: "a", scope: "closure" }, f);\n@tracked({ scope: "file" }) class A {}';
  expect(erased(`${IMPORT}export {};\n${code}`)).toBe("\nexport {};\n(f);\nclass A {}");
});
