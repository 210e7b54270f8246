import { InlineageRuntimeError } from "../errors.js";
import type { Dialect } from "./dialect.js";

// So deep or so much is a mistake, or a net of references that has no end to it when it is written out.
const MAX_DEPTH = 500;
const MAX_OBJECTS = 1e6;

/**
 * Writes a value in a dialect.
 *
 * @param name what the value is for, to begin the path in an error
 * @throws InlineageRuntimeError `INVALID_VALUE` with the path of the first part that the dialect can't express
 */
export function valueText(dialect: Dialect, name: string, value: unknown): string {
  const ancestors: object[] = [];
  let objects = 0;

  function refuse(path: string, what: string): never {
    throw new InlineageRuntimeError(
      "INVALID_VALUE",
      `the value of ${JSON.stringify(name)}${path} is ${what}`,
      dialect.remedy,
    );
  }

  function textOf(path: string, part: unknown): string {
    if (typeof part === "object" && part) return objectText(path, part);
    return dialect.scalar(part) ?? refuse(path, describe(part));
  }

  function objectText(path: string, part: object): string {
    const above = ancestors.lastIndexOf(part);
    if (above >= 0) return dialect.cycle?.(ancestors.length - above) ?? refuse(path, "a cycle");
    if (ancestors.length > MAX_DEPTH || ++objects > MAX_OBJECTS) refuse("", "too deep");
    ancestors.push(part);
    const text = Array.isArray(part) ? arrayText(path, part) : otherText(path, part);
    ancestors.pop();
    return text;
  }

  function arrayText(path: string, part: readonly unknown[]): string {
    if (Object.keys(part).length !== part.length) refuse(path, "an array with holes");
    const items = part.map((item, index) => textOf(`${path}[${index}]`, item));
    return `[${items.join(dialect.comma)}]`;
  }

  function otherText(path: string, part: object): string {
    const tag = Object.prototype.toString.call(part).slice(8, -1);
    const prototype: unknown = Object.getPrototypeOf(part);
    // Also true for plain objects of another realm (a `vm` context, an iframe).
    const isPlain = tag === "Object" && (!prototype || !Object.getPrototypeOf(prototype));
    const inside = (item: unknown) => textOf(`${path}[]`, item);
    const contents = isPlain && !dialect.contents ? "" : dialect.contents?.(part, tag, inside);
    if (contents === undefined) refuse(path, `of class ${part.constructor?.name}`);
    const members = new Map<string, string>();
    for (const [key, item] of ArrayBuffer.isView(part) ? [] : Object.entries(part)) {
      const place = `${path}.${key}`;
      members.set(key, textOf(place, key) + dialect.colon + textOf(place, item));
    }
    const text = membersText(dialect, members);
    return isPlain ? text : `<${contents}${text}>`;
  }

  return textOf("", value);
}

/** What JSON dialects and fingerprints refuse among scalars. */
function describe(part: unknown): string {
  if (typeof part === "number") return String(part);
  return typeof part === "string" ? "text with half a character" : `of type ${typeof part}`;
}

/** Writes an object whose members, by their keys, are written already. */
export function membersText(dialect: Dialect, members: ReadonlyMap<string, string>): string {
  const keys = [...members.keys()].sort(dialect.compare);
  return `{${keys.map((key) => members.get(key)).join(dialect.comma)}}`;
}
