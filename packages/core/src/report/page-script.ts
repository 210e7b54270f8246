import { readFileSync } from "node:fs";

/** The page's own script in one piece. It lies beside this package's one module, see `bundle` in package.json. */
export function pageScript(): string {
  return readFileSync(new URL("./report-page.js", import.meta.url), "utf8");
}
