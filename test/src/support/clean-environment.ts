import { emptyHome } from "./temporary-folder.js";

/**
 * The environment of every process a test starts: nothing of the developer's own git, npm or Node settings.
 *
 * @param extra variables to add; `undefined` takes one away
 */
export function cleanEnvironment(
  extra: Record<string, string | undefined> = {},
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: emptyHome(),
    TMPDIR: process.env.TMPDIR,
    LC_ALL: "C.UTF-8",
    TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    ...extra,
  };
}
