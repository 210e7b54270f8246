/**
 * A committer date as every rung of the proof ladder gives it: RFC 3339 in the committer's own offset, like git's
 * `%cI`. Written here because git itself changed how it prints UTC (`+00:00`, later `Z`).
 *
 * @param raw seconds since 1970 and the offset, as commit objects hold them and `--date=raw` prints: `1700000000 +0530`
 * @returns `2023-11-15T03:43:20+05:30`, or `null` for what isn't a date
 */
export function commitDate(raw: string): string | null {
  const parts = /^(\d{1,12}) ([+-])(\d{2})(\d{2})$/.exec(raw);
  if (!parts) return null;
  const [, seconds, sign, hours, minutes] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  const local = new Date((Number(seconds) + offset * 60) * 1000);
  // Git counts minutes: it knows no zero below zero.
  const shown = offset < 0 ? "-" : "+";
  const text = Number.isNaN(local.getTime()) ? "" : local.toISOString();
  // RFC 3339 has four-digit years only.
  return /^\d{4}-/.test(text) ? `${text.slice(0, 19)}${shown}${hours}:${minutes}` : null;
}
