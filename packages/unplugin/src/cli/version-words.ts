const SHORT = 12;
const LONGEST_VALUE = 60;
/** Versions of code and of contents: ids, with words before or after. */
const WITH_ID = /^(?:[a-z0-9-]+:)?[0-9a-f]{32,}(?:-dirty\.[0-9a-f]+|\.dir)?$/;

/** A version as people write it: ids cut to twelve digits. Anything else as JSON, cut where it gets long. */
export function shortVersion(value: unknown): string {
  if (typeof value === "string" && WITH_ID.test(value)) {
    return value.replace(/[0-9a-f]{32,}/, (id) => id.slice(0, SHORT));
  }
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** @param date RFC 3339 */
export function shortDate(date: string | null): string {
  return date === null ? "" : new Date(date).toISOString().slice(0, 16).replace("T", " ");
}

/** `1 commit`, `2 commits`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
