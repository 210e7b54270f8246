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
