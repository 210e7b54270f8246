import { createContext, type PluginContext } from "./context.js";
import { type Options, resolveOptions } from "./options.js";
import { withoutTrace } from "./without-trace.js";

/** As bundlers show it. */
export const PLUGIN_NAME = "unplugin-inlineage";

/**
 * What an instance of the plugin starts from, whatever its host.
 *
 * @throws {InlineageError} `INVALID_OPTION`
 */
export function contextOf(options: Options | undefined): PluginContext {
  try {
    return createContext(resolveOptions(options));
  } catch (error) {
    throw withoutTrace(error);
  }
}
