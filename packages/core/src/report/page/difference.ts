import type { ReportData } from "./report-data.js";

/** One name in two aggregates. A value is JSON; absent where the aggregate hasn't got the name. */
export interface NameDifference {
  name: string;
  before: string | undefined;
  after: string | undefined;
}

/** Name to value of an aggregate, both as they are shown; undefined when its snapshot isn't known. */
export function versionsOf(
  { aggregates, texts }: ReportData,
  aggregate: number,
): ReadonlyMap<string, string> | undefined {
  const places = aggregates[aggregate]?.versions;
  if (!places) return undefined;
  const versions = new Map<string, string>();
  for (let at = 0; at < places.length; at += 2) {
    const name = texts[places[at] as number] as string;
    versions.set(JSON.parse(name) as string, texts[places[at + 1] as number] as string);
  }
  return versions;
}

/** @returns all names of the two, in the order of names; undefined when one of them isn't known */
export function differenceOf(
  data: ReportData,
  before: number,
  after: number,
): { different: NameDifference[]; same: NameDifference[] } | undefined {
  const a = versionsOf(data, before);
  const b = versionsOf(data, after);
  if (!a || !b) return undefined;
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  const all = names.map((name) => ({ name, before: a.get(name), after: b.get(name) }));
  return {
    different: all.filter((one) => one.before !== one.after),
    same: all.filter((one) => one.before === one.after),
  };
}
