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
    if (typeof part !== "object" || !part) {
      return dialect.scalar(part) ?? refuse(path, describe(part));
    }
    const above = ancestors.lastIndexOf(part);
    if (above >= 0) return dialect.cycle?.(ancestors.length - above) ?? refuse(path, "a cycle");
    if (ancestors.length > MAX_DEPTH || ++objects > MAX_OBJECTS) refuse("", "too deep or large");
    ancestors.push(part);
    const text = objectText(path, part);
    ancestors.pop();
    return text;
  }

  function objectText(path: string, part: object): string {
    const tag = tagOf(part);
    const prototype: object | null = Object.getPrototypeOf(part);
    const className = prototype
      ? Object.hasOwn(prototype, "constructor") && prototype.constructor.name
      : tag;
    // By name, so that those of another realm (a `vm` context, an iframe) are as well.
    const isPlain = className === tag && (tag === "Object" || Array.isArray(part));
    const contents = isPlain
      ? ""
      : dialect.contents?.(part, tag, (item) => textOf(`${path}[]`, item));
    // A class without a name can't be told from another, nor a symbol from its like.
    if (contents === undefined || !className || Object.getOwnPropertySymbols(part).length) {
      refuse(path, `of class ${part.constructor?.name}`);
    }
    const text = Array.isArray(part) ? itemsText(path, part) : propertiesText(path, part);
    return isPlain ? text : `<${JSON.stringify(className)}${tag}${contents}${text}>`;
  }

  function itemsText(path: string, part: readonly unknown[]): string {
    const items = Object.entries(part).map(
      ([key, item], index) => key === `${index}` && textOf(`${path}[${key}]`, item),
    );
    if (items.length !== part.length || items.includes(false)) refuse(path, "an array with holes");
    return `[${items.join(dialect.comma)}]`;
  }

  function propertiesText(path: string, part: object): string {
    const members = new Map<string, string>();
    for (const [key, item] of ArrayBuffer.isView(part) ? [] : Object.entries(part)) {
      const place = `${path}.${key}`;
      members.set(key, textOf(place, key) + dialect.colon + textOf(place, item));
    }
    return membersText(dialect, members);
  }

  return textOf("", value);
}

/** What JSON dialects and fingerprints refuse among scalars. */
function describe(part: unknown): string {
  if (typeof part === "number") return String(part);
  return typeof part === "string" ? "text with half a character" : `of type ${typeof part}`;
}

/** What the language calls the kind of a value: `Object`, `Array`, `Map`, `Module`, `Null`. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Writes an object whose members, by their keys, are written already. */
export function membersText(dialect: Dialect, members: ReadonlyMap<string, string>): string {
  const keys = [...members.keys()].sort(dialect.compare);
  return `{${keys.map((key) => members.get(key)).join(dialect.comma)}}`;
}
