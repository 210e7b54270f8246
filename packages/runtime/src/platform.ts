import type { Hasher } from "./hashing/block-hash.js";

interface Builtins {
  "node:crypto": { createHash(algorithm: "sha256"): Hasher };
  "node:os": { hostname(): string };
}

interface Platform {
  process?: {
    getBuiltinModule?<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined;
  };
}

/** A module of Node where there is one, without an import that other platforms would trip over. */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined {
  return (globalThis as Platform).process?.getBuiltinModule?.(name);
}
