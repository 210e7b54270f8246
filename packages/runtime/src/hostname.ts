import { builtin } from "./platform.js";

interface Platform {
  Deno?: { permissions: { querySync(permission: object): { state: string } } };
}

/**
 * The name of the machine (in a container, of the container), or `undefined` where the platform has none to tell,
 * as in browsers and edge workers. Never throws and never asks for a permission.
 */
export function platformHostname(): string | undefined {
  try {
    // What Deno hasn't granted it would ask for at the terminal.
    const permission = (globalThis as Platform).Deno?.permissions.querySync({
      name: "sys",
      kind: "hostname",
    });
    if (permission && permission.state !== "granted") return;
    return builtin("node:os")?.hostname();
  } catch {
    return;
  }
}
