import { existsSync } from "node:fs";

const PATHS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** Where this machine's Chromium is; `undefined` where there is none. */
export const chromiumPath = PATHS.find((path) => path !== undefined && existsSync(path));
