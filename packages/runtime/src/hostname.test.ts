import { hostname } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { platformHostname } from "./hostname.js";

afterEach(() => vi.unstubAllGlobals());

test("in Node it is the operating system's", () => {
  expect(platformHostname()).toBe(hostname());
});

/** Vitest's own timers need `process` back before they run. */
function hostnameWhere(process: unknown): string | undefined {
  vi.stubGlobal("process", process);
  try {
    return platformHostname();
  } finally {
    vi.unstubAllGlobals();
  }
}

test("where the platform tells none it is absent", () => {
  expect(hostnameWhere(undefined)).toBeUndefined();
  expect(hostnameWhere({})).toBeUndefined();
});

test("a platform that throws is a platform without", () => {
  const getBuiltinModule = () => {
    throw new Error("not here");
  };
  expect(hostnameWhere({ getBuiltinModule })).toBeUndefined();
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
