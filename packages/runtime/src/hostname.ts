/** The few platform globals we look for; none is assumed. */
interface Platform {
  Deno?: { permissions: { querySync(permission: object): { state: string } } };
  process?: {
    getBuiltinModule?(id: "node:os"): { hostname(): string } | undefined;
  };
}

/**
 * The name of the machine (in a container, of the container), or `undefined` where the platform has none to tell,
 * as in browsers and edge workers. Never throws and never asks for a permission.
 */
export function platformHostname(): string | undefined {
  const { Deno: deno, process } = globalThis as Platform;
  try {
    // What Deno hasn't granted it would ask for at the terminal.
    const permission = deno?.permissions.querySync({ name: "sys", kind: "hostname" });
    if (permission && permission.state !== "granted") return;
    return process?.getBuiltinModule?.("node:os")?.hostname();
  } catch {
    return;
  }
}
