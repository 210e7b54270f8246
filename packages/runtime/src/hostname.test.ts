import { hostname } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { platformHostname } from "./hostname.js";

afterEach(() => vi.unstubAllGlobals());

test("in Node it is the operating system's", () => {
  expect(platformHostname()).toBe(hostname());
});

test("where the platform tells none it is absent", () => {
  vi.stubGlobal("process", undefined);
  expect(platformHostname()).toBeUndefined();
  vi.stubGlobal("process", {});
  expect(platformHostname()).toBeUndefined();
});

test("a platform that throws is a platform without", () => {
  vi.stubGlobal("process", {
    getBuiltinModule() {
      throw new Error("not here");
    },
  });
  expect(platformHostname()).toBeUndefined();
});

test("Deno is asked only when it was permitted", () => {
  let state = "prompt";
  vi.stubGlobal("Deno", {
    permissions: { querySync: () => ({ state }) },
  });
  expect(platformHostname()).toBeUndefined();
  state = "granted";
  expect(platformHostname()).toBe(hostname());
});
