import { PLUGIN_NAME } from "../plugin.js";

/** What a user is told who gives a build two instances: each would make the table of what the other left of the marks. */
export const SECOND_INSTANCE =
  "inlineage() is among the plugins twice: only the first one, with its options, is used";

/**
 * @param plugins all of a build; they may be wrapped by other tools
 * @param hook the name of a hook that each instance has, an object or function of its own
 * @param own the asking instance's
 */
export function isSecondInstance(plugins: readonly unknown[], hook: string, own: unknown): boolean {
  const instances = (plugins as readonly Record<string, unknown>[]).filter(
    (plugin) => plugin?.name === PLUGIN_NAME,
  );
  return instances.findIndex((plugin) => plugin[hook] === own) > 0;
}
