import type { JsonValue } from "./json-value.js";

/** A way to write JSON such that one value has one text. */
export interface JsonDialect {
  /** What stands between members. */
  comma: string;
  /** What stands between a name and its value. */
  colon: string;
  /** Writes a string, number, boolean or null. */
  scalar(value: string | number | boolean | null): string;
  /** The order of names in an object; code units when absent. */
  compare?: (left: string, right: string) => number;
}

/** Writes one member of an object. */
export function memberText(dialect: JsonDialect, name: string, value: JsonValue): string {
  return dialect.scalar(name) + dialect.colon + valueText(dialect, value);
}

/** Writes an object whose members were written by `memberText`. */
export function objectText(dialect: JsonDialect, members: ReadonlyMap<string, string>): string {
  const names = [...members.keys()].sort(dialect.compare);
  return `{${names.map((name) => members.get(name)).join(dialect.comma)}}`;
}

function valueText(dialect: JsonDialect, value: JsonValue): string {
  if (value === null || typeof value !== "object") return dialect.scalar(value);
  if (Array.isArray(value)) {
    return `[${value.map((item) => valueText(dialect, item)).join(dialect.comma)}]`;
  }
  const members = new Map<string, string>();
  for (const [name, item] of Object.entries(value)) {
    members.set(name, memberText(dialect, name, item));
  }
  return objectText(dialect, members);
}
