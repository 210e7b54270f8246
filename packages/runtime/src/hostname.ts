/** The few platform globals we look for; none is assumed. */
interface Platform {
  Deno?: {
    hostname(): string;
    permissions: { querySync(permission: object): { state: string } };
  };
  process?: {
    getBuiltinModule?(id: "node:os"): { hostname(): string } | undefined;
    env?: Record<string, string | undefined>;
  };
}

/**
 * The name of the machine (in a container, of the container), or `undefined` where the platform has none to tell,
 * as in browsers and edge workers. Never throws and never asks for a permission.
 */
export function platformHostname(): string | undefined {
  const { Deno: deno, process } = globalThis as Platform;
  try {
    if (deno) {
      // Asking for what isn't granted would prompt at a terminal.
      const { state } = deno.permissions.querySync({ name: "sys", kind: "hostname" });
      return state === "granted" ? deno.hostname() : undefined;
    }
    return process?.getBuiltinModule?.("node:os")?.hostname() || process?.env?.HOSTNAME;
  } catch {
    return undefined;
  }
}
