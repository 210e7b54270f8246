import { createHash } from "node:crypto";

/** What the cache knows a set of several paths by: no path begins with a slash. */
export function keyOf(set: readonly string[]): string {
  const hash = createHash("sha256").update([...set].sort().join("\0"));
  return `/${hash.digest("hex")}`;
}
