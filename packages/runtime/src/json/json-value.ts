import { InlineageRuntimeError } from "../errors.js";

/** What JSON can express. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** `Value` where every part of it is JSON, `never` where a part is not. Lets interfaces in, which an index signature refuses. */
export type JsonCompatible<Value> = Value extends JsonValue
  ? Value
  : Value extends (...args: never[]) => unknown
    ? never
    : Value extends object
      ? { readonly [Key in keyof Value]: JsonCompatible<Value[Key]> }
      : never;

// JSON.parse accepts more, but what is that deep is a cycle or a mistake, and must not overflow the stack.
const MAX_DEPTH = 500;
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * A deep, frozen copy, so that nothing done to the original later can reach a snapshot.
 *
 * @param name what the value is for, to begin the path in an error
 * @throws InlineageRuntimeError `NOT_JSON` with the path of the first part that JSON can't express
 */
export function copyJson(name: string, value: unknown): JsonValue {
  const ancestors: object[] = [];

  function refuse(path: string, what: string): never {
    throw new InlineageRuntimeError(
      "NOT_JSON",
      `the value of ${path} is ${what}`,
      "give a JSON value, or a fingerprint of it (setObject, setContent)",
    );
  }

  function text(path: string, string: string): string {
    // RFC 8785, section 3.2.2.2: lone surrogates end in an error.
    return LONE_SURROGATE.test(string) ? refuse(path, "a string with a lone surrogate") : string;
  }

  function copy(path: string, part: unknown): JsonValue {
    switch (typeof part) {
      case "string":
        return text(path, part);
      case "boolean":
        return part;
      case "number":
        return Number.isFinite(part) ? part : refuse(path, String(part));
      case "object":
        return part && copyObject(path, part);
      default:
        return refuse(path, typeof part === "undefined" ? "undefined" : `a ${typeof part}`);
    }
  }

  function copyObject(path: string, part: object): JsonValue {
    if (ancestors.includes(part)) refuse(path, "a cycle");
    if (ancestors.length === MAX_DEPTH)
      refuse(JSON.stringify(name), `nested deeper than ${MAX_DEPTH} levels`);
    ancestors.push(part);
    let result: JsonValue;
    if (Array.isArray(part)) {
      // Array.from visits the holes of a sparse array, which are then refused as undefined.
      result = Array.from(part, (item, index) => copy(`${path}[${index}]`, item));
    } else {
      if (!isPlain(part)) refuse(path, `of class ${part.constructor?.name}`);
      // fromEntries defines, where an assignment to "__proto__" would set the prototype.
      result = Object.fromEntries(
        Object.entries(part).map(([key, item]) => {
          const place = `${path}.${key}`;
          return [text(place, key), copy(place, item)];
        }),
      );
    }
    ancestors.pop();
    return Object.freeze(result);
  }

  return copy(JSON.stringify(name), value);
}

/** Also true for plain objects of another realm (a `vm` context, an iframe). */
function isPlain(part: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(part);
  return (
    (!prototype || !Object.getPrototypeOf(prototype)) &&
    !(Symbol.toStringTag in part || Symbol.iterator in part)
  );
}
